/**
 * What somebody wears, as far as a small picture shows it: histograms of brightness and colour of the upper and the lower half
 * of a box. They cost some 10 µs a box and let the tracker keep people apart who pass each other.
 */
import type { BoundingBox, Detection } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'

/** Values of each of the three channels, and channels of each half. */
const BINS = 8
const CHANNELS = 3
/** Shares of the box: its middle without the background beside it, and without head and feet. */
const MIDDLE = [0.2, 0.8] as const
const HALVES = [
  [0.15, 0.5],
  [0.5, 0.85],
] as const
/** At most so many points are looked at along each side of a half: more do not change a histogram. */
const POINTS = 24
/** Clothes are rarely vivid: the middle of the range of colour differences is spread over all bins. */
const VIVIDNESS = 2.5

/**
 * @param rgb `height` rows of `width` RGB pixels
 * @param box in pixels of this picture
 * @returns 48 shares that sum to 1, or undefined when nothing of a half of the box lies in the picture
 */
export function coloursOf(
  rgb: Uint8Array,
  width: number,
  height: number,
  box: BoundingBox,
): Float32Array | undefined {
  const found = new Float32Array(HALVES.length * CHANNELS * BINS)
  const columns = points(box.x, box.w, MIDDLE, width)
  for (const [half, share] of HALVES.entries()) {
    const rows = points(box.y, box.h, share, height)
    if (rows.length === 0 || columns.length === 0) return undefined
    const weight = 1 / (rows.length * columns.length * HALVES.length * CHANNELS)
    const start = half * CHANNELS * BINS
    for (const y of rows) for (const x of columns) addPixel(found, start, rgb, (y * width + x) * 3, weight)
  }
  return found
}

/** The detections (pixels of the source) with their colours in the frame's small picture, where they lie in it. */
export function withColours(
  { detector, width, height }: Pick<SourceFrame, 'detector' | 'width' | 'height'>,
  detections: Detection[],
): Detection[] {
  const [sx, sy] = [detector.width / width, detector.height / height]
  return detections.map((detection) => {
    const { x, y, w, h } = detection.box
    const box = { x: x * sx, y: y * sy, w: w * sx, h: h * sy }
    const appearance = coloursOf(detector.data, detector.width, detector.height, box)
    return appearance ? { ...detection, appearance } : detection
  })
}

/** Whole pixels of a share of a side, evenly spread, within the picture. */
function points(
  from: number,
  length: number,
  [low, high]: readonly [number, number],
  limit: number,
): number[] {
  const first = Math.max(0, Math.floor(from + low * length))
  const end = Math.min(limit, Math.ceil(from + high * length))
  const step = Math.max(1, Math.floor((end - first) / POINTS))
  const list: number[] = []
  for (let at = first; at < end; at += step) list.push(at)
  return list
}

/** Luma and the colour differences of ITU-R BT.601, each shared between the two bins next to it. */
function addPixel(into: Float32Array, start: number, rgb: Uint8Array, at: number, weight: number): void {
  const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!]
  const luma = 0.299 * r + 0.587 * g + 0.114 * b
  const values = [
    luma / 255,
    0.5 + (VIVIDNESS * 0.564 * (b - luma)) / 255,
    0.5 + (VIVIDNESS * 0.713 * (r - luma)) / 255,
  ]
  for (const [channel, value] of values.entries()) {
    const place = Math.min(1, Math.max(0, value)) * (BINS - 1)
    const bin = Math.min(BINS - 2, Math.floor(place))
    const first = start + channel * BINS + bin
    into[first]! += weight * (1 - (place - bin))
    into[first + 1]! += weight * (place - bin)
  }
}
