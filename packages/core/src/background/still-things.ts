/**
 * Things that were put down and stay, and when they are gone. A thing keeps its pixels and its look from its birth on, so
 * that it stays one thing for days, whoever stands before it; the background learns everything else.
 */
import type { BoundingBox, StillThing } from '../algorithms/algorithm.js'
import type { Plane } from '../quality/picture.js'
import { type Blob, blobsOf } from './blobs.js'
import { hasOutline, judgeBlob } from './judge-blob.js'
import { maskOf, touches } from './movers-mask.js'
import { type OwnedPixels, PixelModel, STATIC_MS } from './pixel-model.js'

export interface StillThingsOptions {
  /** The shorter side of a thing's box, pixels of the small picture. */
  leastSide: number
  /** The wire's `detection_id` of a thing id. */
  detectionIdFor(thingId: number): string
}

/** No more are followed at a time. */
export const MOST_THINGS = 32
/** New things are looked for so often, milliseconds. */
const SEARCH_MS = 400
/** What stays but is no thing (too small, a thin line) is part of the scene after so long, milliseconds. */
const LEARN_MS = 30_000
/** So much of a patch must have been there for long enough before it is judged. */
const SETTLED_SHARE = 0.9
/** A thing fills at least this share of its box: what is sparser is the outline of something that moved a little. */
const LEAST_FILL = 0.3
/** What covers more of the picture is light, or a lorry before the camera. */
const LARGEST_SHARE = 0.15
/** A thing is there while this share of what can be seen of it looks like it. */
const SAME_SHARE = 0.5
/** So much of it must be in view to judge it at all. */
const LEAST_IN_VIEW = 0.3
/** The bare ground ends a thing after so long; some other look, which may be somebody before it, after longer. Milliseconds. */
const BARE_MS = 1_000
const OTHER_MS = 10_000
/** Light that was switched has settled after so long, milliseconds. */
const UPHEAVAL_MS = 1_000
/** A thing may grow freely for so long after it came: its owner still uncovers it. */
const YOUNG_MS = 10_000

interface Thing extends StillThing {
  slot: number
  blob: Blob
  missingMs: number
}

export class StillThings {
  private readonly model: PixelModel
  private readonly things: Thing[] = []
  private lastId = 0
  private lastMs: number | undefined
  private searchedMs = Number.NEGATIVE_INFINITY
  private upheavalMs = 0

  /** @param width @param height of the small picture, the same in every frame */
  constructor(
    width: number,
    height: number,
    private readonly options: StillThingsOptions,
  ) {
    this.model = new PixelModel(width, height)
  }

  /**
   * Takes frames in order of time.
   * @param movers boxes of tracked people and vehicles, pixels of the small picture: no thing is looked for behind them
   * @returns boxes in pixels of the small picture
   */
  look(picture: Plane, movers: readonly BoundingBox[], timeMs: number): StillThing[] {
    const stepMs = Math.min(1_000, Math.max(0, timeMs - (this.lastMs ?? timeMs)))
    this.lastMs = timeMs
    const mask = maskOf(movers, picture.width, picture.height)
    const owned = Array.from({ length: MOST_THINGS + 1 }, () => ({ hidden: 0, same: 0, bare: 0, other: 0 }))
    const { upheaval } = this.model.look(picture, mask, timeMs, owned)
    this.upheavalMs = upheaval ? this.upheavalMs + stepMs : 0
    if (this.upheavalMs >= UPHEAVAL_MS) this.beginAnew(picture, mask)
    if (!upheaval) {
      for (const thing of [...this.things]) this.follow(thing, owned[thing.slot]!, stepMs, picture, mask)
      if (timeMs - this.searchedMs >= SEARCH_MS) {
        this.searchedMs = timeMs
        this.search(picture, mask, timeMs)
      }
    }
    return this.things.map(({ thingId, detectionId, box, sinceMs, seen }) => ({
      thingId,
      detectionId,
      box,
      sinceMs,
      seen,
    }))
  }

  private follow(thing: Thing, pixels: OwnedPixels, stepMs: number, picture: Plane, mask: Uint8Array): void {
    const inView = pixels.same + pixels.bare + pixels.other
    const canBeJudged = inView >= LEAST_IN_VIEW * (inView + pixels.hidden)
    thing.seen = canBeJudged && pixels.same >= SAME_SHARE * inView
    if (thing.seen) thing.missingMs = 0
    if (!canBeJudged || thing.seen) return
    thing.missingMs += stepMs * (2 * pixels.bare >= inView ? OTHER_MS / BARE_MS : 1)
    if (thing.missingMs >= OTHER_MS) this.end(thing, picture, mask)
  }

  private end(thing: Thing, picture: Plane, mask: Uint8Array): void {
    this.things.splice(this.things.indexOf(thing), 1)
    for (const i of thing.blob.pixels) this.model.owner[i] = 0
    this.model.absorb(thing.blob.pixels, picture, mask)
  }

  private search(picture: Plane, mask: Uint8Array, timeMs: number): void {
    const { evidence, owner, since, width, height } = this.model
    const isComing = (i: number) => evidence[i]! >= STATIC_MS / 2 && owner[i] === 0
    for (const blob of blobsOf(width, height, isComing)) {
      // Its parts are not uncovered all at once: what is only coming makes the rest wait for it, and
      // what has just gone is not judged any more.
      const settled = blob.pixels.filter((i) => evidence[i]! >= STATIC_MS && this.model.isThere(i, picture))
      if (settled.length < SETTLED_SHARE * blob.pixels.length) continue
      // Its shadow, or the part of somebody that his box leaves out: wait until he is gone.
      if (touches(blob, mask, width, height)) continue
      const beside = this.things.filter((thing) => this.isBeside(blob, thing, timeMs))
      // What stands before a thing is no part of it, and mostly goes away again.
      if (beside.some(({ seen }) => !seen)) continue
      const near = beside.find((thing) => isPart(blob, thing, timeMs))
      if (near) this.extend(near, blob)
      else if (!this.hasForm(blob)) {
        const old = blob.pixels.filter((i) => timeMs - since[i]! >= LEARN_MS)
        this.model.absorb(old, picture, mask)
      } else if (this.things.length === MOST_THINGS) continue
      else if (this.isThing(blob, picture, timeMs)) this.begin(blob)
      else this.model.absorb(blob.pixels, picture, mask)
    }
  }

  /** A pixel of the small picture is several of the source: a thing of exactly the least size may measure one less. */
  private hasForm(blob: Blob): boolean {
    const { w, h } = boxOf(blob)
    return Math.min(w, h) + 1 >= this.options.leastSide && blob.pixels.length >= LEAST_FILL * w * h
  }

  private isThing(blob: Blob, picture: Plane, timeMs: number): boolean {
    const { background, since } = this.model
    if (blob.pixels.length > LARGEST_SHARE * background.length) return false
    return judgeBlob(blob, picture, background, since, timeMs) === 'thing'
  }

  private begin(blob: Blob): void {
    const slot = this.freeSlot()
    if (slot === undefined) return
    const { since, owner } = this.model
    const times = blob.pixels.map((i) => since[i]!).sort((a, b) => a - b)
    const thingId = ++this.lastId
    this.things.push({
      thingId,
      detectionId: this.options.detectionIdFor(thingId),
      box: boxOf(blob),
      sinceMs: times[times.length >> 1]!,
      seen: true,
      slot,
      blob,
      missingMs: 0,
    })
    for (const i of blob.pixels) owner[i] = slot
  }

  private extend(thing: Thing, { pixels, left, top, right, bottom }: Blob): void {
    const { blob } = thing
    for (const i of pixels) this.model.owner[i] = thing.slot
    thing.blob = {
      pixels: [...blob.pixels, ...pixels],
      left: Math.min(blob.left, left),
      top: Math.min(blob.top, top),
      right: Math.max(blob.right, right),
      bottom: Math.max(blob.bottom, bottom),
    }
    thing.box = boxOf(thing.blob)
  }

  /** The light was switched or the camera turned: what still has its outline is still there. */
  private beginAnew(picture: Plane, mask: Uint8Array): void {
    this.upheavalMs = 0
    this.model.relearn(picture, mask)
    for (const thing of [...this.things]) {
      if (hasOutline(thing.blob, picture)) thing.missingMs = 0
      else this.end(thing, picture, mask)
    }
  }

  private isBeside(blob: Blob, { blob: of, sinceMs }: Thing, timeMs: number): boolean {
    const gap = timeMs - sinceMs < YOUNG_MS ? this.options.leastSide : 2
    if (blob.left > of.right + gap || blob.right < of.left - gap) return false
    return blob.top <= of.bottom + gap && blob.bottom >= of.top - gap
  }

  private freeSlot(): number | undefined {
    const taken = new Set(this.things.map(({ slot }) => slot))
    for (let slot = 1; slot <= MOST_THINGS; slot++) if (!taken.has(slot)) return slot
    return undefined
  }
}

/** The rest of a young thing that was hidden until now, or a small piece of an old one. */
function isPart(blob: Blob, { blob: of, sinceMs }: Thing, timeMs: number): boolean {
  return timeMs - sinceMs < YOUNG_MS || 2 * blob.pixels.length < of.pixels.length
}

function boxOf({ left, top, right, bottom }: Blob): BoundingBox {
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 }
}
