/**
 * What do tiles find, and what do they cost? People found in drawn crowds whose boxes are known, looking whole and in
 * tiles, and the time of a look against that of a whole one: `npm run bench:tiles [-- --model NAME --frames N --only PART-OF-NAME --video FILE --truth FILE]`,
 * N of each footage, 20 at most where it is drawn. With a video its MOTChallenge truth is needed. Figures: docs/still-things.md.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { iou } from '../packages/core/dist/index.js'
import { DEFAULT_SCENE, makeSceneClip } from '../packages/scenes/dist/index.js'
import { tiledEyes, wholeFrameEyes } from '../packages/worker/dist/analysis/index.js'
import { createDetector } from '../packages/worker/dist/inference/index.js'
import { median, table } from './speed/table.mjs'
import { ensureModel } from './vigia-server.mjs'

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'efficientdet-lite0' },
    frames: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    video: { type: 'string' },
    truth: { type: 'string' },
  },
})
const TILES = ['1x1', '2x1', '2x2', '3x2']
/** As the crowd algorithms count: weaker finds are not counted, and a find is right from this overlap on. */
const [LEAST_SCORE, LEAST_IOU] = [0.4, 0.5]
/** Somebody hidden to more than this share is not asked for, and finding him is no error. */
const MOST_HIDDEN = 0.4

/** Frames of a file as the run gives them to its eyes. */
async function* framesOf(file, width, height, side, every) {
  const scale = side / Math.max(width, height)
  const [w, h] = [width, height].map((v) => Math.min(side, 2 * Math.round((v * scale) / 2)))
  const pick = `select=not(mod(n\\,${every})),`
  const full = raw(
    file,
    `${pick}scale=${width}:${height}:flags=bilinear,format=yuv420p`,
    (width * height * 3) / 2,
  )
  const small = raw(file, `${pick}scale=${w}:${h}:flags=bilinear,format=rgb24`, w * h * 3)
  for await (const yuv of full) {
    const { value: data } = await small.next()
    yield { width, height, videoTimeMs: 0, yuv, detector: { data, width: w, height: h } }
  }
}

async function* raw(file, filter, size) {
  const args = ['-v', 'fatal', '-i', file, '-vf', filter, '-vsync', 'vfr', '-f', 'rawvideo', '-']
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let waiting = Buffer.alloc(0)
  child.once('error', (error) => child.stdout.destroy(error))
  try {
    for await (const chunk of child.stdout) {
      waiting = Buffer.concat([waiting, chunk])
      for (; waiting.length >= size; waiting = waiting.subarray(size))
        yield new Uint8Array(waiting.subarray(0, size))
    }
  } finally {
    child.kill()
  }
}

/** Best score first, each true person once. */
function score(found, truth) {
  const left = new Set(truth)
  let right = 0
  let wrong = 0
  for (const { box } of found.toSorted((a, b) => b.score - a.score)) {
    const best = [...left].sort((a, b) => iou(b.box, box) - iou(a.box, box))[0]
    if (best && iou(best.box, box) >= LEAST_IOU) {
      left.delete(best)
      if (best.asked) right++
    } else wrong++
  }
  return { right, wrong, asked: truth.filter(({ asked }) => asked).length }
}

async function drawn(width, height, distance, crowd) {
  const params = { ...DEFAULT_SCENE, width, height, distance, crowd, cars: 0, fps: 1, seconds: 20 }
  const { video, labels } = await makeSceneClip(params, join(tmpdir(), 'vigia-bench-scenes'), {
    ffmpegPath: 'ffmpeg',
  })
  const truth = labels.frames.map(({ objects }) =>
    objects.map(({ box, hidden, visible }) => ({ box, asked: hidden <= MOST_HIDDEN && visible > 0.6 })),
  )
  return {
    name: `drawn, ${width} x ${height}, ${crowd} people of ${distance} px`,
    video,
    width,
    height,
    every: 1,
    truth,
  }
}

function recorded(video, file, width, height, every) {
  const frames = new Map()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [frame, , x, y, w, h] = line.split(',').map(Number)
    frames.set(frame, [...(frames.get(frame) ?? []), { box: { x, y, w, h }, asked: true }])
  }
  const last = Math.max(...frames.keys())
  const scaled = (boxes, by) =>
    boxes.map(({ box: b, asked }) => ({ asked, box: { x: b.x * by, y: b.y * by, w: b.w * by, h: b.h * by } }))
  const truth = []
  for (let n = 0; n < last; n += every) truth.push(scaled(frames.get(n + 1) ?? [], width / 768))
  return { name: `recorded, ${width} x ${height}`, video, width, height, every, truth }
}

const model = await ensureModel(values.model)
const detector = await createDetector({ ...model, labels: ['person'] })
const eyes = [{ detector, labels: ['person'] }]
const whole = wholeFrameEyes(eyes, LEAST_SCORE)
const footage = [
  await drawn(1920, 1080, 45, 60),
  await drawn(1920, 1080, 70, 60),
  await drawn(1280, 720, 110, 20),
]
if (values.video && values.truth)
  footage.push(
    recorded(values.video, values.truth, 768, 576, 20),
    recorded(values.video, values.truth, 512, 384, 20),
  )
const rows = []
for (const { name, video, width, height, every, truth } of footage) {
  if (!name.includes(values.only)) continue
  const ways = TILES.map((tiles) => {
    const [columns, tileRows] = tiles.split('x').map(Number)
    const look = tiles === '1x1' ? whole : tiledEyes(whole, eyes, { columns, rows: tileRows }, LEAST_SCORE)
    return { tiles, look, times: [], sum: { right: 0, wrong: 0, asked: 0 } }
  })
  let n = 0
  for await (const frame of framesOf(video, width, height, detector.inputSize, every)) {
    if (n === Number(values.frames)) break
    for (const way of ways) {
      const begun = performance.now()
      const found = await way.look.look(frame)
      way.times.push(performance.now() - begun)
      const one = score(found, truth[n] ?? [])
      for (const key of Object.keys(one)) way.sum[key] += one[key]
    }
    n++
    process.stderr.write(`\r${name}: ${n} frames  `)
  }
  const first = median(ways[0].times)
  for (const { tiles, sum, times } of ways)
    rows.push([
      name,
      tiles,
      `${((100 * sum.right) / sum.asked).toFixed(0)} %`,
      (sum.wrong / n).toFixed(1),
      `${(median(times) / first).toFixed(1)} ×`,
    ])
}
await detector.close()
console.log(`${values.model}, score ${LEAST_SCORE}, overlap ${LEAST_IOU}`)
console.log(table([['footage', 'tiles', 'people found', 'wrong finds a frame', 'time of a look'], ...rows]))
