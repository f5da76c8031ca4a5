import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { waitFor } from '@vigia/testing'
import { PicturePipe, type PictureSink } from './picture-pipe.js'

const ROOM_BYTES = 100_000

/** Takes what comes into the same memory again and again. */
function into(onChunk: (chunk: Uint8Array) => void): PictureSink {
  const memory = Buffer.alloc(ROOM_BYTES)
  return { room: () => memory, filled: (bytes) => onChunk(memory.subarray(0, bytes)) }
}

/** Runs a shell line that writes into the pipe. */
async function through(
  line: string,
  sink: PictureSink,
  isPatient = false,
): Promise<{ pipe: PicturePipe; child: ChildProcess }> {
  const pipe = await PicturePipe.open(sink, isPatient)
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', pipe.farEnd, 'inherit'] })
  pipe.handedOver()
  return { pipe, child }
}

for (const isPatient of [false, true])
  test(`what the child writes arrives whole and in order, over pauses, and ends with the child: ${isPatient}`, async () => {
    const hash = createHash('sha256')
    let chunks = 0
    const sink = into((chunk) => {
      hash.update(chunk)
      if (++chunks % 5 !== 0) return
      pipe.pause()
      setImmediate(() => pipe.resume())
    })
    const { pipe } = await through('seq 1 200000', sink, isPatient)
    pipe.resume()
    await pipe.ended
    const numbers = Array.from({ length: 200_000 }, (_, i) => `${i + 1}\n`).join('')
    assert.equal(hash.digest('hex'), createHash('sha256').update(numbers).digest('hex'))
    assert.ok(chunks > 5)
  })

test('a closed pipe ends the child that writes into it', async () => {
  let bytes = 0
  const sink = into((chunk) => {
    bytes += chunk.length
  })
  const { pipe, child } = await through('exec yes', sink)
  pipe.resume()
  await waitFor(() => bytes > 0, 60_000, 'the first bytes')
  pipe.close()
  // By SIGPIPE, or by an error of its write where bytes were on their way.
  const [code, signal] = await once(child, 'exit')
  assert.ok(signal === 'SIGPIPE' || code === 1, `${signal} ${code}`)
  await pipe.ended
})

test('the pipe leaves no name behind', async () => {
  const before = new Set(await readdir(tmpdir()))
  const pipe = await PicturePipe.open(into(() => undefined))
  const made = (await readdir(tmpdir())).filter((name) => !before.has(name) && name.startsWith('vigia-pipe-'))
  pipe.close()
  await pipe.ended
  assert.deepEqual(made, [])
})
