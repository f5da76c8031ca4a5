/** Bicycles and electromobiles in areas that they must not enter, whether they ride or stand. */
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, TrackedObject } from '../algorithm.js'
import type { Standing } from '../standing-objects.js'
import { type Stay, Stays } from '../stays.js'
import { standPoint } from '../vehicles.js'
import type { Zone } from '../zones.js'

/** In the area for two frames of 5/s: a box that jitters over its edge once is not in it. */
const AFTER_MS = 400
const LEFT_MS = 2000
const ABSENT_MS = 10_000

export class Intruders {
  private readonly stays: Stays<Standing>
  private nextId = 1
  private readonly memory = new TrackMemory(() => ({ id: this.nextId++, detectionId: '' }))

  constructor(zones: readonly Zone[]) {
    this.stays = new Stays(zones, { afterMs: AFTER_MS, absentMs: ABSENT_MS, leftMs: LEFT_MS })
  }

  /** Takes frames in order of time. @returns as `Stays.look` */
  look(
    frame: AnalysedFrame,
    objects: readonly TrackedObject[],
  ): { lasting: Stay<Standing>[]; over: Stay<Standing>[] } {
    this.memory.begin(frame)
    const targets = objects
      .filter(({ seen }) => seen)
      .map((object) => {
        const kept = this.memory.take(object)
        if (kept.detectionId === '') kept.detectionId = object.detectionId
        const target = { detectionId: kept.detectionId, label: object.label, box: object.box }
        return { id: kept.id, at: standPoint(object.box, frame), target }
      })
    return this.stays.look(targets, frame.videoTimeMs)
  }
}
