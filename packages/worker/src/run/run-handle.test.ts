import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addressPolicy } from '@vigia/core'
import { waitFor } from '@vigia/testing'
import { AttemptError, failure } from '../source/index.js'
import { type RunEvents, RunHandle } from './run-handle.js'

const ENTRY = fileURLToPath(new URL('./testing/stand-in.js', import.meta.url))

function begin(
  name: string,
  lookMs: number,
  locate: RunEvents['locate'] = async () => ({ url: 'rtsp://h/x' }),
) {
  const said: string[] = []
  const ends: { reported: boolean; reason: string }[] = []
  const spec = { input: { type: 'url', url: 'rtsp://h/x' }, output: {}, common: {} }
  const assignment = { jobId: 'j', projectId: 'p', name, serviceName: 's', epoch: 1, spec }
  const order = {
    assignment,
    models: { detectors: [] },
    clipFolder: '',
    parts: undefined,
    presumed: 'stream' as const,
    ffmpegPath: '',
    mediaDirs: [],
  }
  const handle = new RunHandle(
    { ...order, policy: addressPolicy('media', '') } as unknown as ConstructorParameters<typeof RunHandle>[0],
    {
      onReport: async (report) => void said.push(report.kind === 'succeeded' ? report.status : report.kind),
      store: async (rows) => {
        said.push(...rows.map((row) => row.messageId))
        return true
      },
      keepClip: async () => undefined,
      locate,
      onPreview: () => undefined,
      onExit: (reported, reason) => void ends.push({ reported, reason }),
      onStderr: () => undefined,
    },
    { entry: ENTRY, lookMs },
  )
  return { handle, said, ends }
}

test('an analysis process that hangs is ended and said to have hung', async () => {
  const { handle, ends } = begin('hang', 100)
  await handle.exited
  assert.deepEqual(ends, [{ reported: false, reason: 'it hung: it gave no sign of life' }])
})

test('a stopped one too, and nothing of it stays', async () => {
  const { handle, ends } = begin('idle', 100)
  process.kill(handle.pid!, 'SIGSTOP')
  await handle.exited
  assert.match(ends[0]?.reason ?? '', /hung/)
  await waitFor(
    async () => (await readFile(`/proc/${handle.pid}/stat`, 'utf8').catch(() => '')) === '',
    5_000,
    'the process is gone',
  )
})

test('all that a process said before it ended is taken before its end', async () => {
  const { handle, said, ends } = begin('last-words', 5_000)
  // This process is busy while the other one speaks and ends.
  await new Promise((resolve) => setTimeout(resolve, 0))
  for (const until = performance.now() + 1_500; performance.now() < until; );
  await handle.exited
  assert.equal(said.length, 41)
  assert.equal(said.at(-1), 'done')
  assert.deepEqual(ends, [{ reported: true, reason: 'exit status 0' }])
})

test('an analysis process is told where its source is, or why that is not known', async () => {
  const refused = failure('SOURCE.UNAUTHORIZED', 'wrong user or password', 'live')
  for (const [locate, told] of [
    [async () => ({ url: 'rtsp://h/y' }), { place: { url: 'rtsp://h/y' } }],
    [() => Promise.reject(new AttemptError(refused)), { failure: refused }],
  ] as const) {
    const { handle, said } = begin('ask', 5_000, locate)
    await waitFor(() => said.length > 0, 60_000, 'the answer')
    assert.deepEqual(JSON.parse(said[0]!), told)
    handle.drop()
    await handle.exited
  }
})

test('a look-up that breaks ends the run as broken; one that is not wanted any more is given up', async () => {
  const broken = begin('ask', 5_000, () => Promise.reject(new TypeError('a fault of ours')))
  await broken.handle.exited
  assert.deepEqual(broken.ends, [{ reported: false, reason: 'its source could not be looked up' }])

  const signals: AbortSignal[] = []
  const gone = begin('ask-and-end', 5_000, (signal) => {
    signals.push(signal)
    return new Promise(() => undefined)
  })
  await gone.handle.exited
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true],
  )
})
