/** Things that stand in the passage and were not there before, told apart from people and vehicles who stand there. */
import { coveredShare } from '../../geometry/box.js'
import type { AnalysedFrame, StillThing } from '../algorithm.js'
import { type Stay, type Staying, Stays } from '../stays.js'
import { standPoint } from '../vehicles.js'
import type { Zone } from '../zones.js'

/** No longer among the still things for so long: it was taken away. */
const ABSENT_MS = 3000
/** So much of a thing's box is covered by a tracked object that it may be that object. */
const COVERED_SHARE = 0.3

interface Looks {
  all: number
  covered: number
}

export class StackedThings {
  private readonly stays: Stays<StillThing>
  /** By thing id, for the things of the newest frame. */
  private looks = new Map<number, Looks>()

  constructor(zones: readonly Zone[], afterMs: number) {
    this.stays = new Stays(zones, { afterMs, absentMs: ABSENT_MS })
  }

  /** Takes frames in order of time. @returns as `Stays.look` */
  look(frame: AnalysedFrame): { lasting: Stay<StillThing>[]; over: Stay<StillThing>[] } {
    const things = frame.stillThings ?? []
    const before = this.looks
    this.looks = new Map(
      things.map(({ thingId }) => [thingId, before.get(thingId) ?? { all: 0, covered: 0 }]),
    )
    return this.stays.look(
      things.map((thing) => this.staying(thing, frame)),
      frame.videoTimeMs,
    )
  }

  /**
   * Somebody who walks by hides a thing for a moment. What is covered by a person or a vehicle in most frames is that
   * person or vehicle itself, which the background model takes for a thing after it has stood for a while.
   */
  private staying(thing: StillThing, frame: AnalysedFrame): Staying<StillThing> {
    const { thingId, box, sinceMs, seen } = thing
    const looks = this.looks.get(thingId)!
    const isCovered = frame.objects.some((object) => coveredShare(box, object.box) >= COVERED_SHARE)
    looks.all++
    if (isCovered) looks.covered++
    const isHidden = !seen || isCovered || 2 * looks.covered > looks.all
    return { id: thingId, at: standPoint(box, frame), target: thing, sinceMs, isHidden }
  }
}
