/**
 * What does a frame cost, and where? The product's own parts one after the other in one thread: motion gate, input of the
 * model, its run, the reading of its output, tracker, rules. Prints microseconds a frame and their share; one run, so that
 * the shares hold on a noisy machine.
 *
 *   npm run bench:price [-- --frames 150 --models efficientdet-lite0,efficientdet-lite1 --video FILE]
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { ALGORITHMS, ByteTracker, lumaBlocks, MotionGate, releaseOf } from '../packages/core/dist/index.js'
import { decodeSsd } from '../packages/worker/dist/inference/decode-ssd.js'
import { letterbox } from '../packages/worker/dist/inference/letterbox.js'
import { sessionOptions } from '../packages/worker/dist/models/session-options.js'
import { fitInto } from '../packages/worker/dist/source/decoder-arguments.js'
import { benchClip, knownClip } from './speed/clips.mjs'
import { median, table } from './speed/table.mjs'
import { ensureModel, MODEL } from './vigia-server.mjs'

const FPS = 5
/** The source of both clips is measured in its own pixels. */
const SERVICES = ['c-intrusiondetection-cloud', 'c-flowcount-cloud']
const WARM_UP = 5
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '150' },
    models: { type: 'string', default: MODEL },
    video: { type: 'string', default: '../shared/media/vtest.avi' },
  },
})
const most = Number(values.frames)
const clip = (await knownClip(values.video)) ?? (await benchClip(60))
const source = sizeOf(clip.file)

for (const name of values.models.split(',')) {
  const { modelPath, manifest } = await ensureModel(name)
  const { size, type, padValue, name: input } = manifest.input
  const small = fitInto(source, size)
  const frames = framesOf(clip.file, small)
  const session = await InferenceSession.create(modelPath, sessionOptions(1))
  const square = new Uint8Array(size * size * 3)
  const numbers = type === 'float32' ? new Float32Array(square.length) : undefined
  const tensor = new Tensor(type, numbers ?? square, [1, size, size, 3])
  const tracker = new ByteTracker()
  const gate = new MotionGate()
  const rules = SERVICES.map((service) => releaseOf(ALGORITHMS.get(service), '3.0').createRule({}))
  const spent = { gate: [], input: [], run: [], output: [], track: [], rule: [] }
  let objects = 0
  for (const [i, rgb] of frames.entries()) {
    const timeMs = (i * 1000) / FPS
    const marks = [performance.now()]
    const mark = () => marks.push(performance.now())
    gate.decide(lumaBlocks(rgb, small.width, small.height), timeMs)
    mark()
    // The copy is what changes hands between the run and the detector's thread.
    letterbox(square, size, new Uint8Array(rgb), small.width, small.height, padValue)
    numbers?.set(square)
    mark()
    const { boxes, scores } = await session.run({ [input]: tensor })
    mark()
    const detections = decodeSsd(
      { boxes: boxes.data, scores: scores.data },
      {
        inputSize: size,
        ...small,
        labels: manifest.labels,
        wanted: ['person', 'car', 'bus', 'truck'],
        minScore: 0.1,
      },
    )
    mark()
    const tracked = tracker.update(detections, timeMs)
    mark()
    const frame = { ...small, videoTimeMs: timeMs, objects: tracked }
    gate.seen(
      frame,
      detections.map(({ score }) => score),
    )
    for (const rule of rules) rule.frame(frame)
    mark()
    objects += tracked.length
    if (i < WARM_UP) continue
    for (const [part, key] of Object.keys(spent).entries()) spent[key].push(marks[part + 1] - marks[part])
  }
  await session.release()
  const medians = Object.entries(spent).map(([key, times]) => [key, median(times)])
  const whole = medians.reduce((sum, [, ms]) => sum + ms, 0)
  const run = medians.find(([key]) => key === 'run')[1]
  const line = (key, ms) => [key, (ms * 1000).toFixed(0), `${((100 * ms) / whole).toFixed(1)} %`]
  process.stdout.write(
    `${name}, one thread, ${frames.length} frames of ${clip.name}, ${(objects / frames.length).toFixed(1)} objects a frame; both rules\n${table(
      [
        ['part', 'median µs', 'share'],
        ...medians.map(([key, ms]) => line(key, ms)),
        line('all but run', whole - run),
      ],
    )}\n\n`,
  )
}

function sizeOf(file) {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0',
    file,
  ]
  const [width, height] = execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split(',').map(Number)
  return { width, height }
}

/** RGB pictures at the detector's size, sampled as a job samples them. */
function framesOf(file, { width, height }) {
  const bytes = execFileSync(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-nostdin',
        '-i',
        file,
        '-vf',
        `fps=${FPS},scale=${width}:${height}:flags=bilinear,format=rgb24`,
      ],
      ...['-frames:v', String(most), '-f', 'rawvideo', 'pipe:1'],
    ],
    { maxBuffer: 2 ** 30 },
  )
  const one = width * height * 3
  return Array.from({ length: Math.floor(bytes.length / one) }, (_, i) =>
    bytes.subarray(i * one, (i + 1) * one),
  )
}
