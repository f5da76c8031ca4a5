/**
 * What does a frame cost, and where? The product's own parts one after the other in one thread: motion gate, input of the
 * model, its run, the reading of its output, colours, tracker, rules. Prints microseconds a frame and their share; one run, so that
 * the shares hold on a noisy machine.
 *
 *   npm run bench:price [-- --frames 150 --models efficientdet-lite0,efficientdet-lite1 --video FILE]
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { ALGORITHMS, ByteTracker, lumaBlocks, MotionGate, releaseOf } from '../packages/core/dist/index.js'
import { withColours } from '../packages/worker/dist/analysis/colours.js'
import { ModelRunner } from '../packages/worker/dist/inference/model-runner.js'
import { openSession } from '../packages/worker/dist/models/open-session.js'
import { fitInto } from '../packages/worker/dist/source/decoder-arguments.js'
import { benchClip, knownClip } from './speed/clips.mjs'
import { median, table } from './speed/table.mjs'
import { ensureModel, MODEL } from './vigia-server.mjs'

const FPS = 5
/** The source of both clips is measured in its own pixels. */
const SERVICES = ['c-intrusiondetection-cloud', 'c-flowcount-cloud']
const WARM_UP = 5
const LABELS = ['person', 'car', 'bus', 'truck']
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
  const small = fitInto(source, Math.max(manifest.input.width, manifest.input.height))
  const frames = framesOf(clip.file, small)
  const runner = new ModelRunner(await openSession(modelPath, manifest, 1), manifest)
  const tracker = new ByteTracker()
  const gate = new MotionGate()
  const rules = SERVICES.map((service) => releaseOf(ALGORITHMS.get(service), '3.0').createRule({}))
  const spent = { gate: [], input: [], run: [], output: [], colours: [], track: [], rule: [] }
  let objects = 0
  for (const [i, rgb] of frames.entries()) {
    const timeMs = (i * 1000) / FPS
    const marks = [performance.now()]
    const mark = () => marks.push(performance.now())
    gate.decide(lumaBlocks(rgb, small.width, small.height), timeMs)
    mark()
    // The copy is what changes hands between the run and the detector's thread.
    const { detections, ms } = await runner.look(new Uint8Array(rgb), small, {
      minScore: 0.1,
      wanted: LABELS,
    })
    marks.push(marks.at(-1) + ms.prepare, marks.at(-1) + ms.prepare + ms.run)
    mark()
    const coloured = withColours({ ...small, detector: { data: rgb, ...small } }, detections)
    mark()
    const tracked = tracker.update(coloured, timeMs)
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
  await runner.close()
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
