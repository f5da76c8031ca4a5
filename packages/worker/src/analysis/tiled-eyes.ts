/**
 * Looks at a frame whole and in overlapping tiles of full resolution: a person of 20 pixels in a wide picture is nothing
 * in the detector's small one. (Slicing aided inference: Akyon et al. 2022.)
 */
import { type BoundingBox, type Detection, type Facts, iou, Sampling } from '@vigia/core'
import type { Detector } from '../inference/index.js'
import { cropRgb, type Region } from '../picture/index.js'
import type { SourceFrame } from '../source/index.js'
import type { Eye, Eyes } from './eyes.js'

/** A frame is looked at in at most so many parts, the whole included. */
export const MOST_LOOKS = 8
/** Neighbouring tiles share this part of a tile's side: who is cut by one is whole in the other. */
const OVERLAP = 0.2
/** A box this near to an inner edge of its tile, in pixels of the detector's picture, is cut by it. */
const CUT = 2
/** Boxes of one class are the same object from this overlap on: of both together, or of the smaller one alone. */
const SAME_IOU = 0.5
const SAME_SMALLER = 0.7
/** Grey, for what lies outside the picture: nothing does, tiles lie within. */
const PAD = 114

/** An eye whose detector says how large a picture it takes. */
export interface TileEye extends Eye {
  detector: Pick<Detector, 'detect' | 'inputSize'>
}

export type Tiles = NonNullable<Facts['tiles']>

interface Seen extends Detection {
  /** Cut by the inner edge of a tile, so that only a part of it was seen. */
  isCut: boolean
}

/**
 * @param whole the same eyes for the whole frame
 * @param minScore 0-1
 * @throws RangeError when there are more tiles than a frame may have
 */
export function tiledEyes(whole: Eyes, eyes: readonly TileEye[], tiles: Tiles, minScore: number): Eyes {
  const { columns, rows, everyMs } = tiles
  if (columns * rows >= MOST_LOOKS)
    throw new RangeError(`${columns} x ${rows} tiles are too many: ${MOST_LOOKS - 1} are allowed at most`)
  const sampling = everyMs === undefined ? undefined : new Sampling(everyMs)
  return {
    async look(frame) {
      if (sampling && !sampling.isDue(frame.videoTimeMs)) return whole.look(frame)
      const looks = tilesOf(frame.width, frame.height, columns, rows).map((tile) =>
        lookInto(tile, frame, eyes, minScore),
      )
      const seen = (await whole.look(frame)).map((found) => ({ ...found, isCut: false }))
      return merged([...seen, ...(await Promise.all(looks)).flat()])
    },
  }
}

/** Row by row; each reaches over its neighbours by half of the overlap. */
export function tilesOf(width: number, height: number, columns: number, rows: number): Region[] {
  const [w, h] = [side(width, columns), side(height, rows)]
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: place(i % columns, columns, width - w),
    y: place(Math.floor(i / columns), rows, height - h),
    w,
    h,
  }))
}

/** So that `count` sides, each overlapping the next, are as long as the whole. */
function side(whole: number, count: number): number {
  return Math.min(whole, Math.ceil(whole / (count - (count - 1) * OVERLAP)))
}

function place(index: number, count: number, last: number): number {
  return count === 1 ? 0 : Math.round((index * last) / (count - 1))
}

async function lookInto(
  tile: Region,
  frame: SourceFrame,
  eyes: readonly TileEye[],
  minScore: number,
): Promise<Seen[]> {
  const found = await Promise.all(
    eyes.map(async ({ detector, labels }) => {
      const scale = Math.min(1, detector.inputSize / Math.max(tile.w, tile.h))
      const [w, h] = [Math.max(1, Math.round(tile.w * scale)), Math.max(1, Math.round(tile.h * scale))]
      const rgb = cropRgb(frame.yuv, frame.width, frame.height, tile, w, h, PAD)
      const wanted = (await detector.detect(rgb, w, h, minScore)).filter(({ label }) =>
        labels.includes(label),
      )
      return wanted.map((d) => ({
        ...d,
        box: inFrame(d.box, tile, w, h),
        isCut: isCut(d.box, w, h, tile, frame),
      }))
    }),
  )
  return found.flat()
}

function inFrame({ x, y, w, h }: BoundingBox, tile: Region, width: number, height: number): BoundingBox {
  const [sx, sy] = [tile.w / width, tile.h / height]
  return { x: tile.x + x * sx, y: tile.y + y * sy, w: w * sx, h: h * sy }
}

/** At the frame's own edge nothing more is to be seen by anybody. */
function isCut(
  { x, y, w, h }: BoundingBox,
  width: number,
  height: number,
  tile: Region,
  frame: SourceFrame,
): boolean {
  return (
    (tile.x > 0 && x <= CUT) ||
    (tile.y > 0 && y <= CUT) ||
    (tile.x + tile.w < frame.width && x + w >= width - CUT) ||
    (tile.y + tile.h < frame.height && y + h >= height - CUT)
  )
}

/** One box for each object: whole ones before those that are cut, and better scores before worse ones. */
export function merged(seen: readonly Seen[]): Detection[] {
  const ordered = seen.toSorted((a, b) => Number(a.isCut) - Number(b.isCut) || b.score - a.score)
  const kept: Seen[] = []
  for (const one of ordered) if (!kept.some((other) => isSame(other, one))) kept.push(one)
  return kept.map(({ box, label, score }) => ({ box, label, score }))
}

/** A whole box within a larger whole one may be a child before a grown-up; a part that is cut is never one of its own. */
function isSame(kept: Seen, one: Seen): boolean {
  if (kept.label !== one.label) return false
  if (iou(kept.box, one.box) >= SAME_IOU) return true
  return one.isCut && shareOfSmaller(kept.box, one.box) >= SAME_SMALLER
}

function shareOfSmaller(a: BoundingBox, b: BoundingBox): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.min(a.w * a.h, b.w * b.h)
}
