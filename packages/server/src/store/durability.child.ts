/** Run by durability.test.ts and killed there: appends results as fast as it can and says after each that it is stored. */
import { writeSync } from 'node:fs'
import { FakeClock, hex32, plainJob, plainResult } from '@vigia/core/conformance'
import { BlobFolder, keepPictures } from '../blobs/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from './open.js'

const [file, key, folder] = process.argv.slice(2)
const stores = await openSqliteStores(file!, new SecretBox(Buffer.from(key!, 'hex')), new FakeClock())
const blobs = await BlobFolder.open(folder!)
await stores.jobs.insert([plainJob(1)])
await stores.jobs.claim(hex32(1), 'PENDING', 'w', 60_000)
for (let sequence = 1; ; sequence += 1) {
  const picture = new Uint8Array(20_000).fill(sequence)
  const row = { ...plainResult(hex32(1), 1, sequence), picture }
  await stores.results.append(hex32(1), 1, await keepPictures(blobs, [row]), () => ['webhook'])
  writeSync(1, `${sequence}\n`)
}
