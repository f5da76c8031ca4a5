import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ALGORITHMS,
  type Assignment,
  type Detection,
  type ResultRow,
  type RunProgress,
  type RunReport,
} from '@vigia/core'
import sharp from 'sharp'
import { wholeFrameEyes } from '../analysis/index.js'
import { type Source, SourceError, type SourceFrame, type SourceState } from '../source/index.js'
import { Outbox } from './outbox.js'
import { RunLoop } from './run-loop.js'
import { Objects, OneSource, type Worklist } from './worklist.js'

const [WIDTH, HEIGHT] = [640, 360]
const MINUTE = 60_000
const ROI = {
  lines: [
    {
      data: [
        [320, 40],
        [320, 340],
      ],
      properties: { side1_name: 'west', side2_name: 'east' },
    },
  ],
}
const ASSIGNMENT: Assignment = {
  jobId: 'a'.repeat(32),
  projectId: 'p',
  name: 'gate',
  serviceName: 'c-intrusiondetection-cloud',
  serviceVersion: '3.0',
  epoch: 7,
  spec: {
    input: { type: 'url', url: 'rtsp://10.0.0.9/ch1', index: 0 },
    output: { eventCenter: true },
    common: { target_roi: JSON.stringify(ROI) },
  },
}

/** A person who walks from left to right in ten frames, at half the source's size as the detector sees it. */
const walker = (i: number): Detection => ({
  box: { x: 20 + 27 * i, y: 60, w: 30, h: 80 },
  label: 'person',
  score: 0.9,
})
const frameAt = (i: number): SourceFrame => ({
  width: WIDTH,
  height: HEIGHT,
  videoTimeMs: i * 200,
  receivedAtMs: Date.UTC(2026, 10, 25) + i * 200,
  detector: { data: new Uint8Array(), width: WIDTH / 2, height: HEIGHT / 2 },
  of: { width: WIDTH, height: HEIGHT },
  yuv: new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128),
})

interface Rig {
  onState(state: SourceState): void
  counters: { decoded: number; dropped: number; attempts: number }
  stop(): void
}

/** Runs the loop over what `frames` yields, with an outbox that stores at once. */
async function run(
  frames: (rig: Rig, part: string | undefined) => AsyncGenerator<SourceFrame>,
  clock = () => 0,
  assignment = ASSIGNMENT,
  work: Worklist = new OneSource(),
) {
  const rows: ResultRow[] = []
  const reports: RunReport[] = []
  const outbox = new Outbox((some) => {
    rows.push(...some)
    setImmediate(() => outbox.stored(some.at(-1)!.sequence))
  }, 4)
  let seen = 0
  const loop = new RunLoop({
    assignment,
    algorithm: ALGORITHMS.get(assignment.serviceName)!,
    eyes: wholeFrameEyes([{ detector: { detect: async () => [walker(seen++)] }, labels: ['person'] }], 0.1),
    factMakers: () => [],
    outbox,
    work,
    open: (part, onState): Source => {
      seen = 0
      const counters = { decoded: 0, dropped: 0, attempts: 1 }
      const rig: Rig = { onState, counters, stop: () => void loop.stop() }
      return { frames: () => frames(rig, part.name), close: async () => undefined, counters }
    },
    report: (report) => reports.push(report),
    watched: () => false,
    preview: () => undefined,
    now: () => 0,
    elapsed: clock,
  })
  await loop.run()
  return { rows, reports }
}

async function* walk(rig: Rig, from = 0, to = 10) {
  for (let i = from; i < to; i++) {
    rig.counters.decoded++
    yield frameAt(i)
  }
}

test('a crossing becomes one numbered result of this epoch with its picture, and the end of the source is a success', async () => {
  const { rows, reports } = await run((rig) => walk(rig))
  assert.equal(rows.length, 1)
  const row = rows[0]!
  assert.deepEqual([row.epoch, row.sequence, row.eventType], [7, 1, 196609])
  assert.match(row.messageId, /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
  const { vigia, data, stream_id } = row.envelope as {
    vigia: { epoch: number; video_time_ms: number; frame_at: string }
    data: { event_set: { start_position: string; end_position: string; bounding_box: { h: number } }[] }
    stream_id: string
  }
  assert.equal(stream_id, '10.0.0.9/ch1')
  assert.equal(vigia.frame_at, new Date(Date.UTC(2026, 10, 25) + vigia.video_time_ms).toISOString())
  assert.deepEqual([data.event_set[0]?.start_position, data.event_set[0]?.end_position], ['west', 'east'])
  assert.equal(data.event_set[0]?.bounding_box.h, 160, 'boxes are in pixels of the source')
  assert.deepEqual([...(row.picture ?? []).slice(0, 2)], [0xff, 0xd8])
  assert.deepEqual(reports, [
    { kind: 'running' },
    { kind: 'succeeded', status: 'The whole input was analysed: 10 frames, 1 results.' },
  ])
})

test("a run has the rule of its job's release", async () => {
  const region = [
    [200, 0],
    [639, 0],
    [639, 359],
    [200, 359],
  ]
  // The walker stays in it for less than two seconds.
  const common = { target_roi: JSON.stringify({ polygons: [{ data: region }] }), region_time_threshold: 60 }
  const alarms = async (serviceVersion: string) => {
    const assignment = { ...ASSIGNMENT, serviceVersion, spec: { ...ASSIGNMENT.spec, common } }
    return (await run((rig) => walk(rig), undefined, assignment)).rows.length
  }
  assert.deepEqual([await alarms('3.0'), await alarms('3.1')], [1, 0])
})

test('a region outside of the frame, whose size the first frame tells, ends the run with its place', async () => {
  const data = [
    [0, 0],
    [1900, 0],
    [1900, 300],
  ]
  const common = { target_roi: JSON.stringify({ polygons: [{ data }] }) }
  const assignment = { ...ASSIGNMENT, spec: { ...ASSIGNMENT.spec, common } }
  const { reports } = await run((rig) => walk(rig), undefined, assignment)
  const [failed] = reports
  assert.ok(failed?.kind === 'failed' && failed.code === 'VIGIA.PARAMETER' && reports.length === 1)
  assert.match(
    failed.message,
    /^config\.common\.target_roi: target_roi polygons\[0\]\.data\[1\] is \[1900, 0\]/,
  )
})

test('the same run seen again has the same message ids', async () => {
  const [one, two] = [await run((rig) => walk(rig)), await run((rig) => walk(rig))]
  assert.deepEqual(
    one.rows.map((row) => row.messageId),
    two.rows.map((row) => row.messageId),
  )
})

test('a lost source is abnormal with its words, and running again when frames flow', async () => {
  const { reports } = await run(async function* (rig) {
    yield* walk(rig, 0, 2)
    rig.onState({ kind: 'lost', status: 'waiting for camera, attempt 1', attempt: 1 })
    rig.onState({ kind: 'flowing' })
    yield* walk(rig, 2, 3)
  })
  assert.deepEqual(reports.slice(0, 3), [
    { kind: 'running' },
    { kind: 'abnormal', status: 'waiting for camera, attempt 1' },
    { kind: 'running' },
  ])
})

test('an outage is told to the channels once, and its end once, in order with the results; a blink is not', async () => {
  const lost = (attempt: number) => ({ kind: 'lost' as const, status: `attempt ${attempt}`, attempt })
  const { rows } = await run(async function* (rig) {
    rig.onState(lost(1))
    rig.onState(lost(2))
    // Not before there was anything to break.
    rig.onState({ kind: 'flowing' })
    yield* walk(rig, 0, 3)
    rig.onState(lost(1))
    rig.onState({ kind: 'flowing' })
    yield* walk(rig, 3, 4)
    for (const attempt of [1, 2, 3]) rig.onState(lost(attempt))
    rig.onState({ kind: 'flowing' })
    yield* walk(rig, 4, 10)
  })
  const told = rows.map(({ sequence, envelope, eventType, picture }) => {
    const { disconnect, data } = envelope as { disconnect?: boolean; data: { event_set: unknown[] } }
    return [sequence, eventType, disconnect, data.event_set.length, picture !== undefined]
  })
  assert.deepEqual(told, [
    [1, 196609, true, 0, false],
    [2, 196609, false, 0, false],
    [3, 196609, undefined, 1, true],
  ])
})

test('a stream that comes and goes is told of once a minute at most, and an outage that lasts is told later', async () => {
  const lost = { kind: 'lost' as const, status: 'attempt 2', attempt: 2 }
  let now = 0
  const { rows } = await run(
    async function* (rig) {
      yield* walk(rig, 0, 1)
      await new Promise(setImmediate)
      for (let flap = 0; flap < 100; flap++) {
        now += 500
        rig.onState(lost)
        rig.onState({ kind: 'flowing' })
      }
      rig.onState(lost)
      now += MINUTE
      rig.onState(lost)
      yield* walk(rig, 1, 2)
    },
    () => now,
  )
  assert.deepEqual(
    rows.map(({ envelope }) => envelope.disconnect),
    [true, false, true],
  )
})

test('a source that cannot go on fails the run, told apart by whether it had begun', async () => {
  for (const begun of [false, true]) {
    const { reports } = await run(async function* (rig) {
      if (begun) yield* walk(rig, 0, 1)
      throw new SourceError('SOURCE.NOT_FOUND', 'It is gone.', begun)
    })
    assert.deepEqual(reports.at(-1), {
      kind: 'failed',
      stage: begun ? 'run' : 'start',
      code: 'SOURCE.NOT_FOUND',
      message: 'It is gone.',
    })
  }
})

test('a run that is told to stop reports that, and nothing of a source that breaks meanwhile', async () => {
  const { reports } = await run(async function* (rig) {
    yield* walk(rig, 0, 2)
    rig.stop()
    throw new SourceError('SOURCE.ENDED', 'The stream ended.', true)
  })
  assert.deepEqual(reports, [{ kind: 'running' }, { kind: 'stopped' }])
})

test('a run that falls behind says so, and says when it keeps up again', async () => {
  let now = 0
  const { reports } = await run(
    async function* (rig) {
      yield* walk(rig, 0, 1)
      rig.counters.decoded += 98
      rig.counters.dropped += 50
      now += MINUTE
      yield* walk(rig, 1, 2)
      rig.counters.decoded += 100
      now += MINUTE
      yield* walk(rig, 2, 3)
      now += MINUTE
      yield* walk(rig, 3, 4)
    },
    () => now,
  )
  const running = reports.filter((report) => report.kind === 'running')
  assert.equal(running.length, 3)
  assert.match(running[1]?.status ?? '', /^The analysis is slower than the stream: 50 % of the frames/)
  assert.equal(running[2]?.status, undefined)
})

test('the picture of a result is the frame it was seen in, though the next one is under way', async () => {
  const { rows } = await run(async function* (rig) {
    for await (const frame of walk(rig)) {
      // A grey of its own for every frame; limited range, so black is 16.
      frame.yuv.fill(16 + 8 * (frame.videoTimeMs / 200), 0, WIDTH * HEIGHT)
      yield frame
    }
  })
  const { video_time_ms } = (rows[0]!.envelope as { vigia: { video_time_ms: number } }).vigia
  const { dominant } = await sharp(rows[0]!.picture).stats()
  const grey = (8 * (video_time_ms / 200) * 255) / 219
  assert.ok(Math.abs(dominant.g - grey) <= 8, `${dominant.g} is not near ${grey}`)
})

const OBJECTS = ['day/a.mp4', 'day/b.mp4', 'day/c.mp4']
const objects = (before?: RunProgress) => new Objects('clips/day', OBJECTS, before)

test('objects are analysed one after the other, each anew, and the end tells of all', async () => {
  const { rows, reports } = await run((rig) => walk(rig), undefined, undefined, objects())
  assert.deepEqual(
    rows.map(({ envelope, sequence }) => [(envelope as { stream_id: string }).stream_id, sequence]),
    OBJECTS.map((name, i) => [name, i + 1]),
  )
  const idsOf = (row: ResultRow) =>
    JSON.stringify((row.envelope as { data: { event_set: { detection_id?: string }[] } }).data.event_set)
  assert.equal(new Set(rows.map(idsOf)).size, 3, 'whoever is seen in one is nobody of another')
  assert.deepEqual(
    reports.map((report) => [report.kind, 'status' in report ? report.status : '']),
    [
      ['starting', 'object 1 of 3: day/a.mp4'],
      ['running', 'object 1 of 3: day/a.mp4'],
      ['progress', ''],
      ['running', 'object 2 of 3: day/b.mp4'],
      ['progress', ''],
      ['running', 'object 3 of 3: day/c.mp4'],
      ['progress', ''],
      ['succeeded', '3 objects were analysed: 30 frames, 3 results.'],
    ],
  )
})

test('an object that cannot be read is passed over, with its reason at the end', async () => {
  const { reports } = await run(
    async function* (rig, part) {
      if (part === 'day/b.mp4') throw new SourceError('SOURCE.NOT_VIDEO', 'It is not a video.', false)
      yield* walk(rig)
    },
    undefined,
    undefined,
    objects(),
  )
  assert.deepEqual(reports.at(-1), {
    kind: 'succeeded',
    status:
      '2 objects were analysed: 20 frames, 2 results. 1 could not be read. day/b.mp4: It is not a video.',
  })
})

test('a run none of whose objects can be read fails with the reasons', async () => {
  const { reports } = await run(
    // biome-ignore lint/correctness/useYield: it has no frame
    async function* (_, part) {
      throw new SourceError('SOURCE.NOT_VIDEO', `${part} is not a video.`, false)
    },
    undefined,
    undefined,
    objects(),
  )
  const last = reports.at(-1)
  assert.ok(last?.kind === 'failed')
  assert.deepEqual([last.stage, last.code], ['start', 'SOURCE.NOT_VIDEO'])
  for (const name of OBJECTS) assert.match(last.message, new RegExp(`${name}: ${name} is not a video`))
})

test('a run goes on behind the object that is done with, and counts those before; of another input it knows nothing', async () => {
  const { reports } = await run((rig) => walk(rig), undefined, undefined, objects())
  const [first] = reports.filter((report) => report.kind === 'progress')
  const before = first!.progress
  assert.deepEqual([before.done, before.analysed], ['day/a.mp4', 1])
  const opened: (string | undefined)[] = []
  const again = (work: Worklist) =>
    run(
      (rig, part) => {
        opened.push(part)
        return walk(rig)
      },
      undefined,
      undefined,
      work,
    )
  const second = await again(objects(before))
  assert.deepEqual(opened.splice(0), OBJECTS.slice(1))
  assert.deepEqual(second.reports[0], { kind: 'starting', status: 'object 2 of 3: day/b.mp4' })
  assert.deepEqual(second.reports.at(-1), {
    kind: 'succeeded',
    status: '3 objects were analysed: 30 frames, 3 results.',
  })
  await again(objects({ ...before, input: 'clips/night' }))
  assert.deepEqual(opened, OBJECTS)
})

test('a run of several objects that is told to stop opens no other one, and says nothing of the one it was at', async () => {
  const opened: (string | undefined)[] = []
  const { reports } = await run(
    async function* (rig, part) {
      opened.push(part)
      yield* walk(rig, 0, 2)
      rig.stop()
    },
    undefined,
    undefined,
    objects(),
  )
  assert.deepEqual(opened, OBJECTS.slice(0, 1))
  assert.deepEqual(
    reports.map(({ kind }) => kind),
    ['starting', 'running', 'stopped'],
  )
})

test('what an object waits for is said with its name', async () => {
  const { reports } = await run(
    async function* (rig) {
      yield* walk(rig, 0, 1)
      rig.onState({ kind: 'lost', status: 'waiting for file, attempt 1', attempt: 1 })
    },
    undefined,
    undefined,
    new Objects('clips/day', OBJECTS.slice(0, 1), undefined),
  )
  assert.deepEqual(
    reports.find(({ kind }) => kind === 'abnormal'),
    {
      kind: 'abnormal',
      status: 'object 1 of 1: day/a.mp4; waiting for file, attempt 1',
    },
  )
})
