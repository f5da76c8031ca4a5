/** Files whose server stops giving parts of them while they are read: read to their end all the same, no frame twice. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommand, type TempFolder, tempFolder } from '@vigia/testing'
import { openForTest, take } from './test-sources.js'

const SECONDS = 9
let folder: TempFolder
let film: Buffer
let server: Server
/** What is said to a question for a part behind the beginning; 0: the part. */
let refusal = (_: { address: string; partsOfIt: number; parts: number }): number => 0
let parts = 0
const partsOf = new Map<string, number>()

before(async () => {
  folder = await tempFolder()
  const file = join(folder.path, 'flat.mov')
  // All pictures, then all sound: FFmpeg asks for a part of the one and a part of the other in turns.
  await runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', `testsrc2=s=160x90:r=5:d=${SECONDS}`],
    ...['-f', 'lavfi', '-i', `anoisesrc=r=96000:d=${SECONDS}`, '-ac', '8', '-c:a', 'pcm_s16le'],
    ...['-c:v', 'libx264', '-g', '5', '-chunk_duration', '60000000', file],
  ])
  film = await readFile(file)
  server = createServer((request, answer) => {
    const address = request.url ?? ''
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (start > 0) {
      partsOf.set(address, (partsOf.get(address) ?? 0) + 1)
      const status = refusal({ address, partsOfIt: partsOf.get(address)!, parts: ++parts })
      if (status > 0) return void answer.writeHead(status).end()
    }
    const end = film.length - 1
    answer.writeHead(206, {
      'content-length': film.length - start,
      'content-range': `bytes ${start}-${end}/${film.length}`,
    })
    answer.end(film.subarray(start))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  server.closeAllConnections()
  server.close()
  await folder.remove()
})

async function readAll(): Promise<{ attempts: number; lost: string[] }> {
  partsOf.clear()
  parts = 0
  let attempts = 0
  const { port } = server.address() as AddressInfo
  const { source, states } = openForTest('', {
    presumed: 'file',
    locate: async () => ({ url: `http://127.0.0.1:${port}/flat.mov?attempt=${++attempts}` }),
  })
  const times = (await take(source)).map(({ videoTimeMs }) => videoTimeMs)
  assert.deepEqual(
    times,
    Array.from({ length: SECONDS * 5 }, (_, i) => i * 200),
  )
  return { attempts, lost: states.flatMap((state) => (state.kind === 'lost' ? [state.status] : [])) }
}

test('an address that expires while its file is read is followed by another', async () => {
  refusal = ({ address, partsOfIt }) => (address.endsWith('attempt=1') && partsOfIt > 20 ? 403 : 0)
  const { attempts, lost } = await readAll()
  assert.equal(attempts, 2)
  assert.match(lost.join('\n'), /^waiting for file, attempt 1, next in 1 s: access is forbidden/)
})

test('a server that has no time for a part of a file is asked again', async () => {
  refusal = ({ parts }) => (parts === 20 ? 503 : 0)
  const { lost } = await readAll()
  assert.match(lost.join('\n'), /the server reports an error of its own/)
})
