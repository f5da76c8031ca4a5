/** The whole of it on a drawn street over RTSP: nobody, then somebody; only he is looked at frame by frame. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  ALGORITHMS,
  type Assignment,
  addressPolicy,
  type Detection,
  MotionGate,
  type ResultRow,
} from '@vigia/core'
import { runCommand, startRtspServer, type TempFolder, tempFolder, waitFor } from '@vigia/testing'
import { openSource, type Source, type SourceFrame } from '../source/index.js'
import { Outbox } from './outbox.js'
import { RunLoop } from './run-loop.js'
import { OneSource } from './worklist.js'

const [WIDTH, HEIGHT] = [640, 360]
/** Seconds of a still street before somebody walks across it, as a box 24 by 80 pixels. */
const QUIET = 14
const BUSY = 8

let folder: TempFolder
let file: string
before(async () => {
  folder = await tempFolder()
  file = `${folder.path}/street.mp4`
  const walker = `x='if(lt(t,${QUIET}),-50,(t-${QUIET})*80)':y=220`
  const street = `testsrc=size=${WIDTH}x${HEIGHT}:rate=10:duration=1,trim=end_frame=1,loop=-1:1,setpts=N/10/TB,trim=duration=${QUIET + BUSY}`
  await runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', street],
    ...['-f', 'lavfi', '-i', `color=c=black:size=24x80:rate=10:duration=${QUIET + BUSY}`],
    ...['-filter_complex', `[0][1]overlay=${walker}:eval=frame`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '20', '-bf', '0', file],
  ])
})
after(() => folder.remove())

/** Finds the box as a detector would: dark columns in the street's lower half. */
function find({ detector: { data, width, height } }: SourceFrame): Detection[] {
  const y = Math.round((270 / HEIGHT) * height)
  const dark = Array.from({ length: width }, (_, x) => x).filter((x) =>
    [-8, 0, 8].every((dy) => [0, 1, 2].every((c) => data[((y + dy) * width + x) * 3 + c]! < 24)),
  )
  const scale = WIDTH / width
  const [first, last] = [dark[0], dark.at(-1)]
  if (first === undefined || last === undefined || dark.length < 6 || dark.length > 16) return []
  return [
    { box: { x: first * scale, y: 220, w: (last + 1 - first) * scale, h: 80 }, label: 'person', score: 0.9 },
  ]
}

test('a still street sleeps by key frames and is hardly looked at; whoever walks across it is told of', async () => {
  const camera = await startRtspServer({ file })
  const rows: ResultRow[] = []
  const looked: number[] = []
  const region = [
    [300, 200],
    [639, 200],
    [639, 359],
    [300, 359],
  ]
  const assignment: Assignment = {
    jobId: 'b'.repeat(32),
    projectId: 'p',
    name: 'street',
    serviceName: 'c-intrusiondetection-cloud',
    serviceVersion: '3.0',
    epoch: 1,
    spec: {
      input: { type: 'url', url: camera.url, index: 0 },
      output: { eventCenter: true },
      common: { target_roi: JSON.stringify({ polygons: [{ data: region }] }), detection_min_size: 60 },
    },
  }
  const outbox = new Outbox((some) => {
    rows.push(...some)
    setImmediate(() => outbox.stored(some.at(-1)!.sequence))
  }, 64)
  const gate = new MotionGate()
  let source: Source | undefined
  const times: number[] = []
  const loop = new RunLoop({
    assignment,
    algorithm: ALGORITHMS.get(assignment.serviceName)!,
    eyes: {
      look: async (frame) => {
        looked.push(frame.videoTimeMs)
        return find(frame)
      },
    },
    factMakers: () => [],
    motion: {
      gate: () => {
        const decide = gate.decide.bind(gate)
        gate.decide = (picture, timeMs) => {
          times.push(timeMs)
          return decide(picture, timeMs)
        }
        return gate
      },
      maySleep: true,
      fps: 5,
    },
    outbox,
    work: new OneSource(),
    open: (_part, onState) => {
      source = openSource(
        {
          locate: async () => ({ url: camera.url }),
          presumed: 'stream',
          fps: 5,
          detectorSize: 320,
          maySleep: true,
          ffmpegPath: 'ffmpeg',
          mediaDirs: [],
          policy: addressPolicy('media', '127.0.0.0/8'),
          frameTimeoutMs: 30_000,
          ladderMs: [200],
        },
        { onState, onSleepless: (reason) => assert.fail(reason) },
      )
      return source
    },
    report: () => undefined,
    watched: () => false,
    preview: () => undefined,
    now: Date.now,
    elapsed: () => performance.now(),
  })
  const running = loop.run()
  try {
    await waitFor(() => rows.length > 0, 120_000, 'the alarm')
  } finally {
    await loop.stop()
    await running
    await camera.stop()
  }
  const atMs = (rows[0]!.envelope as { vigia: { video_time_ms: number } }).vigia.video_time_ms
  // 300 pixels at 80 a second, and what the rule takes to be sure.
  assert.ok(atMs > 1_000 * (QUIET + 3) && atMs < 1_000 * (QUIET + 6), `${atMs} ms`)
  const quiet = (list: number[]) => list.filter((at) => at > 5_000 && at < 1_000 * QUIET).length
  assert.ok(quiet(looked) <= 4, `${quiet(looked)} frames of a still street were looked at`)
  assert.ok(quiet(times) <= 8, `${quiet(times)} frames of it were decoded`)
  assert.ok((source?.counters.leftOut ?? 0) > 50, `${source?.counters.leftOut} packets were left out`)
  const busy = looked.filter((at) => at > 1_000 * (QUIET + 2))
  const gaps = busy.slice(1).map((at, i) => at - busy[i]!)
  assert.ok(Math.max(...gaps) <= 400, `somebody walks: no gap of ${Math.max(...gaps)} ms`)
})
