/** Abandoned objects: an alarm for a thing that was put down in a region and has been left alone for long enough. */
import { footPoint, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult, StillThing } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Sampling } from '../sampling.js'
import { type Staying, Stays } from '../stays.js'
import { Attendance } from './attendance.js'
import { ABANDON_PARAMETERS } from './parameters.js'

export const ABANDONED = 327680

/** An owner who comes back for less than this has not come back, milliseconds. */
const BACK_MS = 1_000

/** What depends on the frame's size. */
interface Scene {
  width: number
  height: number
  regions: RoiPolygon[]
  stays: Stays<StillThing>
  attendance: Attendance
  /** Per thing: when somebody was last with it, milliseconds. */
  attendedMs: Map<number, number>
}

export class AbandonRule implements Rule {
  private readonly p
  private readonly merging: Sampling
  private scene: Scene | undefined
  /** Alarms of the running interval, by thing. */
  private pending = new Map<number, StillThing>()

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(ABANDON_PARAMETERS, common)
    this.merging = new Sampling(this.p.alert_detection_interval * 1000)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    regionsFor(common.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const scene = this.sceneFor(frame)
    const { lasting } = scene.stays.look(this.alone(scene, frame), frame.videoTimeMs)
    for (const { target } of lasting) this.pending.set(target.thingId, target)
    return this.merging.isDue(frame.videoTimeMs) ? this.told(frame.videoTimeMs) : []
  }

  /** The source ended: what was found in the running interval is told. */
  end(videoTimeMs: number): RuleResult[] {
    return this.told(videoTimeMs)
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.common.target_roi, width, height) })
  }

  /** The things that nobody is with, each since when. */
  private alone(
    scene: Scene,
    { objects, stillThings = [], videoTimeMs }: AnalysedFrame,
  ): Staying<StillThing>[] {
    const { attendance, attendedMs, width, height } = scene
    const people = objects.filter(({ label }) => label === 'person')
    const ids = stillThings.map(({ thingId }) => thingId)
    attendance.begin(people, ids, videoTimeMs)
    for (const id of attendedMs.keys()) if (!ids.includes(id)) attendedMs.delete(id)
    return stillThings.flatMap((thing) => {
      if (attendance.isAttended(thing.thingId, thing.box, thing.sinceMs)) {
        attendedMs.set(thing.thingId, videoTimeMs)
        return []
      }
      const sinceMs = attendedMs.get(thing.thingId) ?? thing.sinceMs
      return [{ id: thing.thingId, at: footPoint(thing.box, width, height), target: thing, sinceMs }]
    })
  }

  private told(videoTimeMs: number): RuleResult[] {
    const scene = this.scene
    if (!scene || this.pending.size === 0) return []
    const things = [...this.pending.values()]
    this.pending = new Map()
    const event_set = things.map(({ box, detectionId, sinceMs }) => ({
      bounding_box: wireBox(box, scene.width, scene.height),
      target_remaining_time: String(Math.round((videoTimeMs - sinceMs) / 1000)),
      detection_id: detectionId,
    }))
    const drawing: Drawing = {
      ...drawRoi({ lines: [], polygons: this.p.render_roi_sw ? scene.regions : [] }),
      boxes: this.p.render_result_sw ? things.map(({ box }) => ({ ...box, color: 'alarm' })) : [],
    }
    return [{ eventType: ABANDONED, data: { event_set }, drawing }]
  }

  /** A source that changes its size starts afresh. */
  private sceneFor({ width, height }: AnalysedFrame): Scene {
    if (this.scene?.width === width && this.scene.height === height) return this.scene
    const regions = regionsFor(this.common.target_roi, width, height)
    const afterMs = this.p.alert_time_threshold * 1000
    this.scene = {
      width,
      height,
      regions,
      stays: new Stays<StillThing>(regions, { afterMs, absentMs: BACK_MS }),
      attendance: new Attendance(this.p.owner_distance),
      attendedMs: new Map(),
    }
    return this.scene
  }
}
