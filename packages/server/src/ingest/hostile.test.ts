/** What strangers do to the ingest leaves it, and the streams of others, alone. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { type Encoder, startEncoder, waitFor } from '@vigia/testing'
import { BROKEN, HANDSHAKE } from './broken.testing.js'
import { startRig } from './rig.testing.js'

const PATIENCE_MS = 60_000
const { ingest, logged, urlOf, stop } = await startRig({ yard: 'k', gate: 'k' })
let encoder: Encoder
let since = 0

before(async () => {
  encoder = startEncoder({ url: urlOf('yard', 'k') })
  await ingest.find('p1', 'yard', { signal: new AbortController().signal, patienceMs: PATIENCE_MS })
  since = ingest.push('p1', 'yard')!.since
})
after(async () => {
  await encoder.stop()
  await stop()
})

/** The push of before goes on, in the same thread. */
async function assertUnharmed(): Promise<void> {
  const { bytes } = ingest.push('p1', 'yard')!
  await waitFor(() => (ingest.push('p1', 'yard')?.bytes ?? 0) > bytes, PATIENCE_MS, 'more of the push')
  assert.equal(ingest.push('p1', 'yard')?.since, since)
  assert.deepEqual(
    logged.filter(({ level }) => level === 'error'),
    [],
  )
}

async function dial(): Promise<Socket> {
  const socket = connect(ingest.port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  await once(socket, 'connect')
  return socket
}
const closed = (sockets: Socket[]) =>
  waitFor(() => sockets.every((socket) => socket.destroyed), PATIENCE_MS, 'the server to hang up')

/** Numbers that look random and are the same in every run. */
function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed * 2_654_435_761 + 1
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

test('what breaks the rules ends its own connection only', async () => {
  const sockets: Socket[] = []
  for (const bytes of Object.values(BROKEN)) {
    const socket = await dial()
    socket.write(Buffer.concat([HANDSHAKE, bytes]))
    sockets.push(socket)
  }
  await closed(sockets)
  await assertUnharmed()
})

test('garbage, with and without a handshake before it', async () => {
  const sockets: Socket[] = []
  for (let seed = 1; seed <= 40; seed++) {
    const socket = await dial()
    socket.write(Buffer.concat([seed % 2 ? HANDSHAKE : Buffer.alloc(0), noise(seed, 20_000)]))
    sockets.push(socket)
  }
  await closed(sockets)
  await assertUnharmed()
})

test('hundreds that say nothing, or half a handshake, keep nobody out', async () => {
  const sockets: Socket[] = []
  for (let i = 0; i < 300; i++) {
    const socket = await dial()
    if (i % 2) socket.write(HANDSHAKE.subarray(0, 100))
    sockets.push(socket)
  }
  const other = startEncoder({ url: urlOf('gate', 'k') })
  try {
    const given = { signal: new AbortController().signal, patienceMs: PATIENCE_MS }
    assert.ok((await ingest.find('p1', 'gate', given)).url)
  } finally {
    await other.stop()
  }
  await closed(sockets)
  await assertUnharmed()
})
