/**
 * Rain and snow: sheets of streaks or flakes that slide down over the picture. Each time a sheet comes in at the top
 * it is moved sideways by another number, so that no two pictures of a loop are alike.
 */
import type { SceneParams } from './params.js'
import { hash, randomFrom } from './random.js'
import { n } from './svg.js'

export interface Sheet {
  /** Transparent, of the frame's size; goes on at the top where it ends at the bottom. */
  svg: string
  /** Frame heights per second. */
  fall: number
  /** Tells the sheets of a scene apart. */
  salt: number
}

/** Streaks of a 1280x720 frame in a downpour, and flakes in thick snowfall. */
const MOST_STREAKS = 1400
const MOST_FLAKES = 900
/** The near flakes are few, big and fast. */
const SNOW_LAYERS = [
  { share: 0.6, radius: 1.3, fall: 0.19 },
  { share: 0.3, radius: 2.4, fall: 0.31 },
  { share: 0.1, radius: 4.2, fall: 0.47 },
] as const

/** The sheets of a scene, far to near; none in dry weather. */
export function sheets(params: SceneParams): Sheet[] {
  const { seed, rain, snow } = params
  const falling: Sheet[] = []
  if (rain > 0) {
    falling.push({ svg: rainSvg(params, 0.7 * rain, seed ^ 0x7a19), fall: 2.2, salt: 1 })
    falling.push({ svg: rainSvg(params, 0.3 * rain, seed ^ 0x1c55), fall: 2.9, salt: 2 })
  }
  if (snow > 0)
    for (const [i, layer] of SNOW_LAYERS.entries())
      falling.push({ svg: snowSvg(params, layer, seed ^ (0x5a0 + i)), fall: layer.fall, salt: 3 + i })
  return falling
}

/** Where a sheet is: rows it has slid down, and columns that what is below and above that row is moved by. */
export function slide(
  { fall, salt }: Sheet,
  { seed, width, height, seconds }: SceneParams,
  timeMs: number,
): { rows: number; below: number; above: number } {
  // Whole rounds in a loop, so that the seam is not seen.
  const rounds = Math.max(1, Math.round(fall * seconds))
  const way = ((((timeMs / 1000 / seconds) % 1) + 1) % 1) * rounds
  const round = Math.floor(way)
  const sideways = (of: number): number => Math.floor(hash(seed, salt, of % rounds) * width)
  return {
    rows: Math.floor((way - round) * height),
    below: sideways(round + rounds - 1),
    above: sideways(round),
  }
}

function rainSvg({ width, height }: SceneParams, amount: number, seed: number): string {
  const random = randomFrom(seed)
  const count = Math.round(amount * MOST_STREAKS * ((width * height) / (1280 * 720)))
  const streaks: string[] = []
  for (let i = 0; i < count; i++) {
    const [x, y, long] = [random() * width * 1.05, random() * height, (0.02 + 0.04 * random()) * height]
    const line = (top: number): string => `M${n(x)} ${n(top)} l${n(-long * 0.12)} ${n(long)}`
    const path = y + long > height ? line(y) + line(y - height) : line(y)
    streaks.push(
      `<path d="${path}" stroke="#eef3f7" stroke-opacity="${n(0.16 + 0.3 * random())}" stroke-width="${n((0.8 + random()) * (height / 720))}"/>`,
    )
  }
  return sheetSvg(width, height, streaks)
}

function snowSvg(
  { width, height, snow }: SceneParams,
  { share, radius }: (typeof SNOW_LAYERS)[number],
  seed: number,
): string {
  const random = randomFrom(seed)
  const count = Math.round(snow * share * MOST_FLAKES * ((width * height) / (1280 * 720)))
  const flakes = Array.from({ length: count }, () => {
    const r = radius * (0.7 + 0.6 * random()) * (height / 720)
    return `<circle cx="${n(random() * width)}" cy="${n(r + random() * (height - 2 * r))}" r="${n(r)}" fill="#fff" fill-opacity="${n(0.55 + 0.4 * random())}"/>`
  })
  return sheetSvg(width, height, flakes)
}

function sheetSvg(width: number, height: number, shapes: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
}
