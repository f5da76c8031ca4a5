/** Run by blob-folder.test.ts on a disk of 200 kB: fills it, and says what became of it and whether it works again. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobFolder } from './blob-folder.js'

const [root] = process.argv.slice(2)
const name = (n: number) => `0/20261124/M-${n}.jpg`
const blobs = await BlobFolder.open(root!)
await blobs.put(name(1), new Uint8Array(100_000))
const error = await blobs.put(name(2), new Uint8Array(150_000)).then(
  () => 'stored',
  (failed: Error) => failed.constructor.name,
)
const unfinished = await readdir(join(root!, '.unfinished'))
await blobs.remove([name(1)])
await blobs.put(name(2), new Uint8Array(100_000))
process.stdout.write(JSON.stringify({ error, unfinished, after: await blobs.size(name(2)) }))
