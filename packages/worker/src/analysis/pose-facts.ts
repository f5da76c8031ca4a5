/** The poses of tracked people: who is looked at in a frame, which part of the picture, and where the points lie in it. */
import type { AnalysedFrame, BoundingBox, Pose, TrackedObject } from '@vigia/core'
import type { PoseEstimator } from '../inference/index.js'
import { cropRgb, type Region } from '../picture/crop.js'
import type { SourceFrame } from '../source/index.js'
import type { FactMaker } from './analysis.js'
import { dropShared } from './shared-poses.js'

/** At 5 frames a second and some 10 ms each they take less than half a core. */
const MOST_PEOPLE = 8
/** Share of the box's longer side that the square is larger: raised hands and a late box are still in it. */
const MARGIN = 0.25
/** Beyond this many source pixels to one of the model's, single ones are passed over and edges flicker. */
const COARSE = 2

export class PoseFacts implements FactMaker {
  /** Video time when each person in view was looked at last, by track id. */
  private readonly lookedAt = new Map<number, number>()

  constructor(private readonly estimator: Pick<PoseEstimator, 'estimate' | 'inputSize'>) {}

  async add(frame: SourceFrame, { objects, videoTimeMs }: AnalysedFrame): Promise<void> {
    const people = objects.filter(({ label, seen }) => label === 'person' && seen)
    this.forget(objects)
    const looked = this.next(people)
    await Promise.all(
      looked.map(async (person) => {
        this.lookedAt.set(person.trackId, videoTimeMs)
        const region = squareAround(person.box)
        person.pose = inRegion(await this.estimator.estimate(this.crop(frame, region)), region)
      }),
    )
    dropShared(looked)
  }

  /** Those not looked at for longest, newcomers first. */
  private next(people: TrackedObject[]): TrackedObject[] {
    const since = ({ trackId }: TrackedObject) => this.lookedAt.get(trackId) ?? Number.NEGATIVE_INFINITY
    return people.toSorted((a, b) => since(a) - since(b) || a.trackId - b.trackId).slice(0, MOST_PEOPLE)
  }

  private forget(objects: readonly TrackedObject[]): void {
    const here = new Set(objects.map(({ trackId }) => trackId))
    for (const trackId of this.lookedAt.keys()) if (!here.has(trackId)) this.lookedAt.delete(trackId)
  }

  private crop({ yuv, width, height }: SourceFrame, region: Region): Uint8Array<ArrayBuffer> {
    const size = this.estimator.inputSize
    if (region.w <= COARSE * size) return new Uint8Array(cropRgb(yuv, width, height, region, size, size))
    return halved(cropRgb(yuv, width, height, region, 2 * size, 2 * size), size)
  }
}

/** MoveNet is made for a square with one body in its middle. */
function squareAround({ x, y, w, h }: BoundingBox): Region {
  const side = Math.max(w, h) * (1 + MARGIN)
  return { x: x + w / 2 - side / 2, y: y + h / 2 - side / 2, w: side, h: side }
}

/** From fractions of the region to pixels of the source. */
function inRegion(pose: Pose, { x, y, w, h }: Region): Pose {
  return pose.map((point) => ({ x: x + point.x * w, y: y + point.y * h, score: point.score }))
}

/** RGB of `2 size` squared to `size` squared, each pixel the mean of four. */
function halved(rgb: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size * size * 3)
  const row = 2 * size * 3
  for (let y = 0, to = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let channel = 0; channel < 3; channel++, to++) {
        const from = 2 * y * row + 6 * x + channel
        out[to] = (rgb[from]! + rgb[from + 3]! + rgb[from + row]! + rgb[from + row + 3]! + 2) >> 2
      }
  return out
}
