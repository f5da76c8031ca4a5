/**
 * ByteTrack as its paper has it, to hold ours against and for nothing else: Zhang et al., "ByteTrack: Multi-Object Tracking by
 * Associating Every Detection Box" (2022), algorithm 1 with the values of its section 4.1. It counts frames, not time, and
 * knows no classes.
 */
import { assign, iou } from '../../packages/core/dist/index.js'
import { FrameFilter } from './frame-filter.mjs'

/** Detections above are matched first; those between this and LOW second. */
const HIGH = 0.6
const LOW = 0.1
/** A detection left over starts a track from this score on: HIGH and a tenth, as the authors run it. */
const START = 0.7
/** Pairs that overlap less are not made in the first association, with weak detections, and with tracks of one frame. */
const FIRST_IOU = 0.2
const SECOND_IOU = 0.5
const NEW_IOU = 0.3
/** Lost tracks are kept for 30 frames of 30 a second. */
const KEPT_SECONDS = 1

export class PlainByteTrack {
  #tracks = []
  #frame = 0
  #nextId = 1
  #keptFrames

  constructor(fps) {
    this.#keptFrames = Math.floor(KEPT_SECONDS * fps)
  }

  /** @returns tracks that have a detection in this frame: `{id, box}` */
  update(detections) {
    this.#frame++
    for (const track of this.#tracks) {
      if (track.seenAt !== this.#frame - 1) track.filter.holdHeight()
      track.filter.predict()
    }
    const high = detections.filter(({ score }) => score > HIGH)
    const low = detections.filter(({ score }) => score > LOW && score <= HIGH)
    const known = this.#tracks.filter(({ confirmed }) => confirmed)
    const rest = this.#match(known, high, FIRST_IOU)
    const stillSeen = known.filter(({ seenAt }) => seenAt === this.#frame - 1)
    this.#match(stillSeen, low, SECOND_IOU)
    const fresh = this.#tracks.filter(({ confirmed }) => !confirmed)
    for (const { box, score } of this.#match(fresh, rest, NEW_IOU)) {
      if (score < START) continue
      const filter = new FrameFilter(box)
      this.#tracks.push({ id: this.#nextId++, filter, seenAt: this.#frame, confirmed: this.#frame === 1 })
    }
    this.#tracks = this.#tracks.filter(
      ({ confirmed, seenAt }) => this.#frame - seenAt <= (confirmed ? this.#keptFrames : 0),
    )
    return this.#tracks
      .filter(({ confirmed, seenAt }) => confirmed && seenAt === this.#frame)
      .map(({ id, filter }) => ({ id, box: filter.box() }))
  }

  /** @returns the detections that no track took */
  #match(tracks, detections, least) {
    const open = tracks.filter(({ seenAt }) => seenAt !== this.#frame)
    const boxes = open.map(({ filter }) => filter.box())
    const pairs = assign(open.length, detections.length, (row, column) => {
      const overlap = iou(boxes[row], detections[column].box)
      return overlap >= least ? 1 - overlap : undefined
    })
    for (const [row, column] of pairs) {
      open[row].filter.correct(detections[column].box)
      Object.assign(open[row], { seenAt: this.#frame, confirmed: true })
    }
    const taken = new Set(pairs.map(([, column]) => column))
    return detections.filter((_, column) => !taken.has(column))
  }
}
