/** The ingest with real encoders: who may push, who may read, and what becomes of both. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { type Encoder, runCommand, startEncoder, waitFor } from '@vigia/testing'
import { Ingest, IngestDeaf } from './ingest.js'
import { startRig } from './rig.testing.js'

const PATIENCE_MS = 60_000
const keys: Record<string, string> = { yard: 'key-of-the-yard', gate: 'key-of-the-gate' }
const { ingest, logged, urlOf, stop } = await startRig(keys)
after(stop)

const encoders: Encoder[] = []
const encode = (options: Parameters<typeof startEncoder>[0]): Encoder => {
  const encoder = startEncoder(options)
  encoders.push(encoder)
  return encoder
}
after(async () => {
  for (const encoder of encoders) await encoder.stop()
})

const place = (name: string) =>
  ingest.find('p1', name, { signal: new AbortController().signal, patienceMs: PATIENCE_MS })
const untilGone = (name: string) =>
  waitFor(() => ingest.push('p1', name) === undefined, PATIENCE_MS, `the end of ${name}`)
/** Decodes some frames of it, as a run does. */
const read = (url: string, frames = 10) =>
  runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-i', url, '-frames:v', String(frames), '-f', 'null', '-'])

for (const sound of [true, false])
  test(`what is pushed ${sound ? 'with' : 'without'} sound can be read by several, and is described`, async () => {
    const encoder = encode({ url: urlOf('yard', 'key-of-the-yard'), sound })
    const { url, endpoint } = await place('yard')
    assert.ok(url && endpoint)
    assert.equal(endpoint.address, '127.0.0.1')
    await Promise.all([read(url), read(url)])
    const { since, from, bytes, ...push } = ingest.push('p1', 'yard')!
    assert.ok(since <= Date.now() && bytes > 0 && from === '127.0.0.1')
    assert.deepEqual(
      { ...push, kbps: push.kbps > 0 },
      {
        ...{ projectId: 'p1', name: 'yard', kbps: true, hasAudio: sound, isFlowing: true },
        ...{ codec: 'H.264', width: 320, height: 180, fps: 10 },
      },
    )
    await encoder.stop()
    await untilGone('yard')
  })

test('wrong keys, unknown names, names of another project and a second encoder are refused in words', async () => {
  const first = encode({ url: urlOf('yard', 'key-of-the-yard') })
  await place('yard')
  const { since } = ingest.push('p1', 'yard')!
  for (const [url, words] of [
    [urlOf('yard', 'key-of-the-gate'), /Server error: there is no stream of this name with this key/],
    [urlOf('yard', ''), /there is no stream of this name with this key/],
    [urlOf('lawn', 'key-of-the-yard'), /there is no stream of this name with this key/],
    [urlOf('yard', 'key-of-the-yard', 'p2'), /there is no stream of this name with this key/],
    [urlOf('yard', 'key-of-the-yard'), /Server error: the stream is being pushed already/],
  ] as const) {
    const encoder = encode({ url })
    assert.notEqual(await encoder.ended, 0)
    assert.match(encoder.words(), words)
  }
  assert.equal(ingest.push('p1', 'yard')?.since, since)
  assert.equal(logged.filter(({ text }) => text === 'push refused').length, 5)
  assert.doesNotMatch(JSON.stringify(logged), /key-of-the/)
  await first.stop()
  await untilGone('yard')
})

test('nobody plays from outside, and nobody reads without the secret', async () => {
  const encoder = encode({ url: urlOf('yard', 'key-of-the-yard') })
  const { url } = await place('yard')
  await assert.rejects(read(urlOf('yard', 'key-of-the-yard')))
  await assert.rejects(read(url!.replace(/reader=.*/, 'reader=0')), /nobody pushes it/)
  await assert.rejects(read(url!.replace('/yard', '/gate')), /nobody pushes it/)
  await read(url!)
  await encoder.stop()
  await untilGone('yard')
})

test('an encoder that dies leaves its place at once, one that freezes after some seconds; the next one takes over', async () => {
  for (const death of ['SIGKILL', 'SIGSTOP'] as const) {
    const encoder = encode({ url: urlOf('yard', 'key-of-the-yard') })
    const { url } = await place('yard')
    await read(url!)
    const reader = read(url!, 1_000_000).catch(() => undefined)
    encoder.signal(death)
    await untilGone('yard')
    // Whoever reads, or was about to, is told of the end too.
    await reader
    const next = encode({ url: urlOf('yard', 'key-of-the-yard') })
    await read((await place('yard')).url!)
    await next.stop()
    await encoder.stop()
    await untilGone('yard')
  }
})

test('a push that is not wanted any more is ended', async () => {
  const encoder = encode({ url: urlOf('yard', 'key-of-the-yard') })
  await place('yard')
  ingest.end('p1', 'gate')
  assert.ok(ingest.push('p1', 'yard'))
  ingest.end('p1', 'yard')
  await encoder.ended
  await untilGone('yard')
})

test('a push that nobody ends is ended too, once its key opens nothing any more', async () => {
  const encoder = encode({ url: urlOf('gate', 'key-of-the-gate') })
  await place('gate')
  const { gate } = keys
  keys.gate = 'another'
  await encoder.ended
  await untilGone('gate')
  keys.gate = gate!
  assert.ok(logged.some(({ fields }) => /may not push any more/.test(JSON.stringify(fields))))
})

test('sound without a picture is pushed but cannot be read', async () => {
  const encoder = encode({ url: urlOf('yard', 'key-of-the-yard'), isBlind: true })
  await waitFor(() => ingest.push('p1', 'yard')?.hasAudio === true, PATIENCE_MS, 'the sound')
  const now = { signal: new AbortController().signal, patienceMs: 0 }
  assert.deepEqual(await ingest.find('p1', 'yard', now), { isPushed: true })
  assert.deepEqual(await ingest.find('p1', 'gate', now), { isPushed: false })
  await encoder.stop()
  await untilGone('yard')
})

test('whoever waits is told at once when the push comes, and waits no longer than wanted', async () => {
  const ending = new AbortController()
  const given = ingest.find('p1', 'gate', { signal: ending.signal, patienceMs: PATIENCE_MS })
  ending.abort()
  assert.deepEqual(await given, { isPushed: false })
  assert.deepEqual(
    await ingest.find('p1', 'gate', { signal: new AbortController().signal, patienceMs: 20 }),
    { isPushed: false },
  )
  const waiting = place('gate')
  const encoder = encode({ url: urlOf('gate', 'key-of-the-gate') })
  assert.ok((await waiting).url)
  await encoder.stop()
  await untilGone('gate')
})

test('a thread that ends is started again at the same ports, and encoders come back to it', async () => {
  const { port } = ingest
  const before = encode({ url: urlOf('yard', 'key-of-the-yard') })
  const { url } = await place('yard')
  await (ingest as unknown as { thread: Worker }).thread.terminate()
  await before.ended
  assert.equal(ingest.push('p1', 'yard'), undefined)
  let encoder = encode({ url: urlOf('yard', 'key-of-the-yard') })
  const again = async () => {
    if (ingest.push('p1', 'yard')?.isFlowing) return true
    if ((await Promise.race([encoder.ended, undefined])) !== undefined)
      encoder = encode({ url: urlOf('yard', 'key-of-the-yard') })
    return false
  }
  await waitFor(again, PATIENCE_MS, 'the thread')
  assert.equal(ingest.port, port)
  await read(url!)
  await encoder.stop()
  await untilGone('yard')
})

test('a port that is taken is told', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as { port: number }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  await assert.rejects(
    Ingest.start({ host: '127.0.0.1', port, check: async () => false, log }),
    (error) => error instanceof IngestDeaf && error.code === 'EADDRINUSE' && error.port === port,
  )
  await new Promise((resolve) => holder.close(resolve))
})
