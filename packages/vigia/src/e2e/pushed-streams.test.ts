/** What becomes of jobs on streams that encoders push, when these come late, die, freeze, come back, or are strangers? */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ShownPushedStream } from '@vigia/contract'
import type { VigiaClient } from '@vigia/sdk'
import { type Encoder, freePort, startEncoder } from '@vigia/testing'
import { type Call, callsOf } from './testing/calls.js'
import { atEnd } from './testing/cleanup.js'
import { create, INTRUSION, intrusionJob, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

function encode(t: TestContext, options: Parameters<typeof startEncoder>[0]): Encoder {
  const encoder = startEncoder(options)
  atEnd(t, () => encoder.stop())
  return encoder
}

/** As encoders do that are told to reconnect: another attempt a second after each end. */
function encodeForEver(t: TestContext, url: string): void {
  let hasEnded = false
  let encoder = startEncoder({ url })
  const going = (async () => {
    while (!hasEnded) {
      await encoder.ended
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      if (!hasEnded) encoder = startEncoder({ url })
    }
  })()
  atEnd(t, async () => {
    hasEnded = true
    await encoder.stop()
    await going
    await encoder.stop()
  })
}

const make = (call: Call, name: string) =>
  call<ShownPushedStream>('POST', 'vis/streams', { stream_name: name })
const show = (call: Call, name: string) => call<ShownPushedStream>('GET', `vis/streams/${name}`)

function readJob(client: VigiaClient, name: string, stream: string): Promise<string> {
  const plain = intrusionJob(name, 'rtsp://10.0.0.9/')
  return create(client, INTRUSION, {
    ...plain,
    input: { type: 'vis', data: [{ stream_name: stream }] },
    // The street's lines and regions lie outside of so small a picture.
    config: {},
  })
}

const WAITING = /^waiting for stream yard, attempt \d+: nobody pushes it; start the encoder/

test('a job waits for its stream and says so; it runs when the push comes, dies, freezes, and comes back', async (t) => {
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client, log, output } = vigia
  const call = await callsOf(vigia)
  const { push_url: url, stream_key } = await make(call, 'yard')
  const id = await readJob(client, 'gate', 'yard')
  const first = await untilState(client, id, 'ABNORMAL')
  assert.match(first.status ?? '', WAITING)
  assert.equal(first.video_source_name, 'yard')
  assert.equal((await show(call, 'yard')).is_pushed, false)

  const running = async (sound: boolean): Promise<Encoder> => {
    const encoder = encode(t, { url, sound })
    const { status, error } = await untilState(client, id, 'RUNNING')
    assert.deepEqual([status, error], [undefined, undefined])
    const { push } = await show(call, 'yard')
    assert.deepEqual([push?.width, push?.height, push?.codec], [320, 180, 'H.264'])
    return encoder
  }
  const encoder = await running(true)
  await until('the sound', async () => (await show(call, 'yard')).push?.has_audio)

  encoder.signal('SIGKILL')
  await untilState(client, id, 'ABNORMAL', ({ status }) => WAITING.test(status ?? ''))
  const second = await running(false)

  second.signal('SIGSTOP')
  await untilState(client, id, 'ABNORMAL', ({ status }) => WAITING.test(status ?? ''))
  // The one that froze may not keep the place.
  await running(true)

  assert.deepEqual(
    (await client.jobs.history(id)).map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'ABNORMAL', 'RUNNING', 'ABNORMAL', 'RUNNING', 'ABNORMAL', 'RUNNING'],
  )
  assert.equal(log.filter(({ msg, job }) => msg === 'run started' && job === id).length, 1)
  const secret = stream_key.split('=')[1]!
  assert.ok(!output().includes(secret) && !output().includes('reader='))
  for (const { command } of await vigia.processes())
    assert.ok(!command.includes(secret) && !command.includes('reader='), command)
})

test('strangers, a second encoder and names of other projects are refused; a deleted stream ends its push', async (t) => {
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client, projectId } = vigia
  const call = await callsOf(vigia)
  const { push_url: url } = await make(call, 'yard')
  const other = await call<{ project: { id: string } }>('POST', '/v3/projects', {
    project: { name: 'other' },
  })
  const id = await readJob(client, 'gate', 'yard')
  const encoder = encode(t, { url })
  await untilState(client, id, 'RUNNING')

  for (const [wrong, words] of [
    [url.replace(/key=.*/, `key=${'0'.repeat(40)}`), /there is no stream of this name with this key/],
    [url.replace('/yard', '/lawn'), /there is no stream of this name with this key/],
    [url.replace(projectId, other.project.id), /there is no stream of this name with this key/],
    [url, /being pushed already/],
  ] as const) {
    const stranger = encode(t, { url: wrong })
    assert.notEqual(await stranger.ended, 0)
    assert.match(stranger.words(), words)
  }
  assert.equal((await client.jobs.getV2(id)).state, 'RUNNING')

  await assert.rejects(readJob(client, 'lawn', 'lawn'), {
    code: 'VIAS.00010002',
    detail: /there is no stream lawn/,
  })
  await assert.rejects(call('DELETE', 'vis/streams/yard'), /VIAS\.00010012.*1 job reads this stream/)
  await client.jobs.delete(id)
  await until('the job to be gone', () =>
    client.jobs.getV2(id).then(
      () => false,
      () => true,
    ),
  )
  await call('DELETE', 'vis/streams/yard')
  assert.notEqual(await encoder.ended, 0)
  const again = encode(t, { url })
  assert.notEqual(await again.ended, 0)
  assert.match(again.words(), /there is no stream of this name/)
})

test('a server that is killed finds its encoders again, at the same port', async (t) => {
  const dataDir = await dataFolder(t)
  const options = { dataDir, env: { VIGIA_RTMP_PORT: String(await freePort()) } }
  const first = await startVigia(t, options)
  const { push_url: url } = await make(await callsOf(first), 'yard')
  assert.ok(url.startsWith(`rtmp://127.0.0.1:${options.env.VIGIA_RTMP_PORT}/${first.projectId}/yard?key=`))
  const id = await readJob(first.client, 'gate', 'yard')
  encodeForEver(t, url)
  await untilState(first.client, id, 'RUNNING')
  await first.end('SIGKILL')
  const second = await startVigia(t, options)
  await untilState(second.client, id, 'RUNNING', () =>
    second.log.some(({ msg, job }) => msg === 'run started' && job === id),
  )
  await until('the push', async () => (await show(await callsOf(second), 'yard')).is_pushed)
})
