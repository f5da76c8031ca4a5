/** `vigia models`: the catalogue's detectors in the data folder. */
import { join } from 'node:path'
import { ModelStore, testModel } from '@vigia/worker'
import type { ModelCommands } from '../cli/index.js'

const storeIn = (dataDir: string): ModelStore => new ModelStore(join(dataDir, 'models'))

export const modelCommands: ModelCommands = {
  list: (dataDir) => storeIn(dataDir).list(),
  pull: (dataDir, name, onProgress) => storeIn(dataDir).ensure(name, onProgress),
  async test(dataDir, name, picture, out) {
    const { detections } = await testModel({ store: storeIn(dataDir), name, picture, output: out })
    return { detections, out }
  },
}
