/**
 * What does the picture of an alarm cost? Drawing and encoding at three sizes, with drawing off and on and 0, 1 and 20
 * boxes: `npm run bench:pictures [-- rounds]`. Figures: bench/RESULTS.md.
 */
import { annotate } from '../packages/worker/dist/picture/index.js'
import { median, percentile, table } from './speed/table.mjs'

const SIZES = { '720p': [1280, 720], '1080p': [1920, 1080], '4K': [3840, 2160] }
const QUALITY = 90
const NOTHING = { boxes: [], polygons: [], lines: [] }
const rounds = Number(process.argv[2] ?? 15)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('rounds is a whole number from 1')
  process.exit(2)
}

/** Soft shapes with a little noise, which compress as what cameras send does. */
function scene(width, height) {
  const yuv = new Uint8Array((width * height * 3) / 2).fill(128)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      yuv[y * width + x] = 126 + 60 * Math.sin(x / 37) * Math.cos(y / 53) + ((x * 31 + y * 17) % 7)
  return yuv
}

/** A region, a line and so many boxes with labels, none on top of another. */
function drawing(width, height, boxes) {
  const at = (x, y) => [x * width, y * height]
  return {
    polygons: [{ points: [at(0.1, 0.1), at(0.9, 0.1), at(0.9, 0.9), at(0.1, 0.9)], name: 'yard' }],
    lines: [{ points: [at(0.05, 0.5), at(0.95, 0.55)], name: 'gate' }],
    boxes: Array.from({ length: boxes }, (_, i) => ({
      x: (0.03 + 0.095 * (i % 10)) * width,
      y: (i < 10 ? 0.15 : 0.6) * height,
      w: 0.07 * width,
      h: 0.3 * height,
      label: 'person',
      color: 'alarm',
    })),
  }
}

const rows = [['size', 'drawing', 'boxes', 'median ms', 'p95 ms', 'ratio to off', 'kB']]
for (const [name, [width, height]] of Object.entries(SIZES)) {
  const yuv = scene(width, height)
  const cases = [
    ['off', 0, NOTHING],
    ...[0, 1, 20].map((boxes) => ['on', boxes, drawing(width, height, boxes)]),
  ]
  const times = cases.map(() => [])
  let bytes = []
  // In turn, so that a busy moment of the machine meets all alike; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    bytes = []
    for (const [i, [, , drawn]] of cases.entries()) {
      const begin = performance.now()
      const jpeg = await annotate(yuv, width, height, drawn, QUALITY)
      if (round > 0) times[i].push(performance.now() - begin)
      bytes.push(jpeg.length)
    }
  }
  const off = median(times[0])
  for (const [i, [label, boxes]] of cases.entries())
    rows.push([
      name,
      label,
      String(boxes),
      median(times[i]).toFixed(1),
      percentile(times[i], 95).toFixed(1),
      (median(times[i]) / off).toFixed(2),
      (bytes[i] / 1000).toFixed(0),
    ])
}
console.log(table(rows))
