/**
 * What a patch that has come and stays is: a thing, the hole that something left behind, or only other light. A thing has
 * edges along its outline in the present picture, a hole has them in the background (after San Miguel and Martínez 2008,
 * "Robust unattended and stolen object detection by fusing simple algorithms").
 */
import type { Plane } from '../quality/picture.js'
import type { Blob } from './blobs.js'

export type Verdict = 'thing' | 'hole' | 'light'

/** The picture's levels, row by row. */
type Levels = ArrayLike<number>

/** An outline weaker than this share of the patch's contrast is the soft edge of a shadow or of a cone of light. */
const SHARP = 0.4
/** Mean step across an outline, levels, below which nothing is there. */
const LEAST_OUTLINE = 12
/** The ground shows through a shadow: its pattern is there before and after, as far as two patterns correlate. */
const SAME_PATTERN = 0.6
/** Mean squared step between neighbours, levels, below which the ground has no pattern to compare. */
const PATTERN = 12
/** A shadow's edge that creeps over plain ground leaves pixels of very different age, milliseconds. */
const SWEEP_MS = 4_000

/**
 * @param background levels before the blob came
 * @param since when each of the picture's pixels took its present value, milliseconds
 */
export function judgeBlob(
  blob: Blob,
  { luma, width, height }: Plane,
  background: Levels,
  since: Levels,
  timeMs: number,
): Verdict {
  const inside = new Set(blob.pixels)
  const outline = blob.pixels.filter((i) => isOutline(i, inside, width, height))
  const now = outlineStrength(outline, luma, width, height)
  const before = outlineStrength(outline, background, width, height)
  if (before >= now) return 'hole'
  if (now < SHARP * contrast(blob.pixels, luma, background)) return 'light'
  const core = blob.pixels.filter(
    (i) => inside.has(i - 1) && inside.has(i + 1) && inside.has(i - width) && inside.has(i + width),
  )
  const pattern = patternsOf(core, luma, background, width)
  if (pattern.energy >= PATTERN) return pattern.correlation >= SAME_PATTERN ? 'light' : 'thing'
  return isDarker(blob.pixels, luma, background) && isSweeping(blob.pixels, since, timeMs) ? 'light' : 'thing'
}

/** Whether the patch still borders on something that looks otherwise. */
export function hasOutline({ pixels }: Blob, { luma, width, height }: Plane): boolean {
  const inside = new Set(pixels)
  const outline = pixels.filter((i) => isOutline(i, inside, width, height))
  return outlineStrength(outline, luma, width, height) >= LEAST_OUTLINE
}

/** Of plain ground and a plain patch only time tells: a thing comes at once, a shadow's edge creeps. */
function isSweeping(pixels: readonly number[], since: Levels, timeMs: number): boolean {
  const ages = pixels.map((i) => timeMs - since[i]!).sort((a, b) => a - b)
  const young = ages[Math.floor(ages.length * 0.1)]!
  const spread = ages[Math.floor(ages.length * 0.9)]! - young
  return spread > SWEEP_MS && young < spread
}

function isDarker(pixels: readonly number[], luma: Levels, background: Levels): boolean {
  return mean(pixels, (i) => luma[i]! - background[i]!) < 0
}

/** The patch borders on something else here. At the picture's edge nobody knows what it borders on. */
function isOutline(i: number, inside: ReadonlySet<number>, width: number, height: number): boolean {
  const x = i % width
  const y = (i - x) / width
  if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) return false
  return !(inside.has(i - 1) && inside.has(i + 1) && inside.has(i - width) && inside.has(i + width))
}

/** Mean over the outline of the strongest step in the 5 × 5 pixels around: the patch's border is a pixel or two off. */
function outlineStrength(outline: readonly number[], levels: Levels, width: number, height: number): number {
  return mean(outline, (i) => {
    let most = 0
    const x = i % width
    const y = (i - x) / width
    for (let row = Math.max(1, y - 2); row <= Math.min(height - 2, y + 2); row++)
      for (let at = Math.max(1, x - 2); at <= Math.min(width - 2, x + 2); at++) {
        const k = row * width + at
        const step = Math.max(
          Math.abs(levels[k + 1]! - levels[k - 1]!),
          Math.abs(levels[k + width]! - levels[k - width]!),
        )
        if (step > most) most = step
      }
    return most
  })
}

function contrast(pixels: readonly number[], luma: Levels, background: Levels): number {
  return mean(pixels, (i) => Math.abs(luma[i]! - background[i]!))
}

/** How much pattern the ground had, and how much of it is still to be seen (correlation of steps, -1 to 1). */
function patternsOf(pixels: readonly number[], luma: Levels, background: Levels, width: number) {
  let [both, now, before] = [0, 0, 0]
  for (const i of pixels) {
    for (const to of [i + 1, i + width]) {
      const a = luma[to]! - luma[i]!
      const b = background[to]! - background[i]!
      both += a * b
      now += a * a
      before += b * b
    }
  }
  const energy = pixels.length === 0 ? 0 : before / (2 * pixels.length)
  return { energy, correlation: now > 0 && before > 0 ? both / Math.sqrt(now * before) : 0 }
}

function mean(indices: readonly number[], of: (index: number) => number): number {
  let sum = 0
  for (const i of indices) sum += of(i)
  return indices.length === 0 ? 0 : sum / indices.length
}
