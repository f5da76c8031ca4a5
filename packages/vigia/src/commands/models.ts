/** `vigia models`: the models in the data folder. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { benchModel, ModelStore, testModel } from '@vigia/worker'
import type { ModelCommands } from '../cli/index.js'

const storeIn = (dataDir: string): ModelStore => new ModelStore(join(dataDir, 'models'))

export const modelCommands: ModelCommands = {
  list: (dataDir) => storeIn(dataDir).list(),
  show: (dataDir, name) => storeIn(dataDir).manifest(name),
  pull: (dataDir, name, onProgress) => storeIn(dataDir).ensure(name, onProgress),
  async add(dataDir, { manifestFile, ...given }, onProgress) {
    const manifest = await readFile(manifestFile, 'utf8').catch((error: unknown) => {
      throw new Error(`the manifest ${manifestFile} cannot be read: ${(error as Error).message}`)
    })
    return storeIn(dataDir).add({ ...given, manifest }, onProgress)
  },
  remove: (dataDir, name) => storeIn(dataDir).remove(name),
  async test(dataDir, name, picture, { out, minScore }) {
    const { detections, pose } = await testModel({
      store: storeIn(dataDir),
      name,
      picture,
      output: out,
      ...(minScore === undefined ? {} : { minScore }),
    })
    return { detections, ...(pose ? { pose } : {}), out }
  },
  bench: (dataDir, name, options) => benchModel({ store: storeIn(dataDir), name, ...options }),
}
