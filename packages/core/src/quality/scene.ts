/** Is it still the scene that is remembered, and which parts of it are hidden or smeared? */
import { halved, type Plane } from './picture.js'

export interface SceneChange {
  /** Correlation of the edges, -1 to 1; undefined when one of the pictures has too few. */
  alike: number | undefined
  /** Of the tiles that had texture, the share that has nearly none now, while its light changed. */
  hidden: number
  /** The share that has lost half of it and more, hidden ones included. */
  smeared: number
  /** The share that has kept it. */
  kept: number
}

const COLUMNS = 16
const ROWS = 9
/** Largest shift that is looked for, pixels of the halved picture: a pole in the wind. */
const SHAKE = 3
/** Mean step between neighbours, levels: less is no texture. */
const TEXTURE = 1.2
const HIDDEN = 0.25
const SMEARED = 0.55
const KEPT = 0.7
/** Less light shows edges less, as at the border of an infrared lamp; a tile in the dark counts at least as so bright. */
const LEAST_LIGHT = 0.25
const BLACK = 16
/** Least mean of all edges, levels. */
const EDGES = 0.8

/** Both of one size. @param moving 1 where nothing is compared; of that size too */
export function sceneChange(remembered: Plane, now: Plane, moving?: Uint8Array): SceneChange {
  const [before, after] = [edgesOf(remembered, moving), edgesOf(now, moving)]
  const ratios: { ratio: number; lightMoved: boolean }[] = []
  const [tilesBefore, tilesNow] = [tilesOf(before, remembered), tilesOf(after, now)]
  for (const [i, tile] of tilesBefore.entries()) {
    if (tile.edges < TEXTURE) continue
    const later = tilesNow[i]!
    const light = (later.light - BLACK) / Math.max(1, tile.light - BLACK)
    const ratio = later.edges / tile.edges / Math.min(1, Math.max(LEAST_LIGHT, light))
    ratios.push({ ratio, lightMoved: Math.abs(later.light - tile.light) > 6 })
  }
  const share = (holds: (tile: (typeof ratios)[number]) => boolean): number =>
    ratios.length < (COLUMNS * ROWS) / 6 ? 0 : ratios.filter(holds).length / ratios.length
  // A change of contrast is that of all tiles.
  const usual = Math.min(1, quartile(ratios.map(({ ratio }) => ratio)))
  return {
    alike: alike(before, after, moving),
    hidden: share(({ ratio, lightMoved }) => ratio < HIDDEN && lightMoved),
    smeared: share(({ ratio }) => ratio < SMEARED * usual),
    kept: share(({ ratio }) => ratio >= KEPT * usual),
  }
}

/** The upper quartile: what an undisturbed tile has kept. */
function quartile(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.75)] ?? 1
}

interface Edges {
  width: number
  height: number
  strength: Float32Array
}

function edgesOf(plane: Plane, moving?: Uint8Array): Edges {
  const { width, height, luma } = plane
  const strength = new Float32Array(width * height)
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const i = y * width + x
      if (moving?.[i] || moving?.[i + 1] || moving?.[i + width]) continue
      strength[i] = Math.abs(luma[i + 1]! - luma[i]!) + Math.abs(luma[i + width]! - luma[i]!)
    }
  }
  return { width, height, strength }
}

function tilesOf({ width, height, strength }: Edges, { luma }: Plane): { edges: number; light: number }[] {
  const sums = Array.from({ length: COLUMNS * ROWS }, () => ({ edges: 0, light: 0, n: 0 }))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = sums[Math.floor((y * ROWS) / height) * COLUMNS + Math.floor((x * COLUMNS) / width)]!
      tile.edges += strength[y * width + x]!
      tile.light += luma[y * width + x]!
      tile.n++
    }
  }
  return sums.map(({ edges, light, n }) => ({ edges: edges / n, light: light / n }))
}

/** Best normalised correlation over small shifts. */
function alike(a: Edges, b: Edges, moving?: Uint8Array): number | undefined {
  if (mean(a.strength) < EDGES || mean(b.strength) < EDGES) return undefined
  let best = -1
  for (let dy = -SHAKE; dy <= SHAKE; dy++)
    for (let dx = -SHAKE; dx <= SHAKE; dx++) best = Math.max(best, correlation(a, b, dx, dy, moving))
  return best
}

function correlation(a: Edges, b: Edges, dx: number, dy: number, moving?: Uint8Array): number {
  const { width, height } = a
  let [n, sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let y = SHAKE; y < height - SHAKE; y++) {
    for (let x = SHAKE; x < width - SHAKE; x++) {
      if (moving?.[y * width + x]) continue
      const p = Math.min(CLIP, a.strength[y * width + x]!)
      const q = Math.min(CLIP, b.strength[(y + dy) * width + x + dx]!)
      n++
      sa += p
      sb += q
      aa += p * p
      bb += q * q
      ab += p * q
    }
  }
  const spread = Math.sqrt((aa - (sa * sa) / n) * (bb - (sb * sb) / n))
  return spread === 0 ? 0 : (ab - (sa * sb) / n) / spread
}
/** Strong edges count like this one, so that one lamp does not decide, levels. */
const CLIP = 24

function mean(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** What is compared: half of the small picture, which takes noise away. */
export const sceneOf = (picture: Plane): Plane => halved(picture)
