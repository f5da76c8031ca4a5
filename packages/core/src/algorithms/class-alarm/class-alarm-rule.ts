/**
 * The alarm for classes of things: objects of given labels that last in a region, each told once. What differs between
 * services (labels, event types, waiting, the elements of the message) comes with the options.
 */
import { centre, footPoint, type Point, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { labelKey } from '../../models/labels.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, BoundingBox, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import type { Values } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { type Stay, Stays } from '../stays.js'
import type { PICTURE_PARAMETERS } from './parameters.js'

/** A target as it alarms. */
export interface Alarmed {
  object: TrackedObject
  /** Of the first track that the target had: it stays when the tracker loses the target and finds it again. */
  detectionId: string
  /** As the wire has it: whole pixels, cut to the frame. */
  box: BoundingBox
  /** Name of the region; undefined where it has none. */
  polygonName: string | undefined
}

/** Values of the parameters that every alarm for classes has. */
export type AlarmValues = Values<typeof PICTURE_PARAMETERS> & {
  /** Seconds. */
  alert_time_threshold: number
  alert_cool_down: number
}

export interface ClassAlarmOptions {
  values: AlarmValues
  /** Event type by label; objects of other labels are no targets. */
  kinds: Readonly<Record<string, number>>
  /** What decides whether a target is in a region: where it stands (by default), or its middle. */
  at?: 'foot' | 'centre'
  /** So many must have lasted in the same region; 1 by default. */
  leastCount?: number
  /** Frames that come sooner after the one looked at last are left out, milliseconds. */
  lookEveryMs?: number
  /** The whole present state, each so many milliseconds, instead of each new target. */
  periodMs?: number | undefined
  /** Also tell when a target that alarmed is gone; `alarm_type` at the root then tells the two apart. */
  tellsEnd?: boolean
  /** Further conditions on a target. */
  accepts?(object: TrackedObject, frame: AnalysedFrame): boolean
  /** The element of `event_set`; with `apart` the `data` of a message of its own. */
  item(alarmed: Alarmed, frame: AnalysedFrame): Record<string, unknown>
  /** One message for each target instead of one for all of a frame. */
  apart?: boolean
}

/** Out of sight for so long, a target is gone: detectors lose things for some frames. */
const ABSENT_MS = 10_000

interface Known {
  id: number
  detectionId: string
}

interface Target {
  object: TrackedObject
  known: Known
}

export class ClassAlarmRule implements Rule {
  private readonly kinds: ReadonlyMap<string, number>
  private size = ''
  private stays!: Stays<Target>
  private memory!: TrackMemory<Known>
  private lastId = 0
  private lookedMs = Number.NEGATIVE_INFINITY
  private periodEndsMs: number | undefined
  /** Video time of the last alarm, by event type and region. */
  private readonly alarmedMs = new Map<string, number>()

  constructor(
    private readonly targetRoi: unknown,
    private readonly options: ClassAlarmOptions,
  ) {
    this.kinds = new Map(Object.entries(options.kinds).map(([label, type]) => [labelKey(label), type]))
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.adaptTo(1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { videoTimeMs, objects } = frame
    this.adaptTo(frame.width, frame.height)
    this.memory.begin(frame)
    const targets = objects
      .filter((object) => object.seen && this.isTarget(object, frame))
      .map((object) => ({ object, known: this.knownAs(object) }))
    if (videoTimeMs - this.lookedMs < (this.options.lookEveryMs ?? 0)) return []
    this.lookedMs = videoTimeMs
    const staying = targets.map((target) => ({
      id: target.known.id,
      at: this.placeOf(target.object.box, frame),
      target,
    }))
    const { lasting, over } = this.stays.look(staying, videoTimeMs, (due) => this.choose(due, videoTimeMs))
    const told = this.options.periodMs === undefined ? lasting : this.periodic(videoTimeMs)
    return [...this.alarms(told, frame), ...this.ends(over)]
  }

  /** What ends with the source is not known to be gone. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.targetRoi, width, height) })
  }

  private isTarget(object: TrackedObject, frame: AnalysedFrame): boolean {
    if (this.typeOf(object) === undefined) return false
    return this.options.accepts?.(object, frame) ?? true
  }

  private typeOf({ label }: TrackedObject): number | undefined {
    return this.kinds.get(labelKey(label))
  }

  private knownAs(object: TrackedObject): Known {
    const known = this.memory.take(object)
    known.detectionId ||= object.detectionId
    return known
  }

  private placeOf(box: BoundingBox, { width, height }: AnalysedFrame): Point {
    return this.options.at === 'centre' ? centre(box) : footPoint(box, width, height)
  }

  /** Of what has lasted long enough: only where enough have, and where the region has been quiet for the cool-down. */
  private choose(due: Stay<Target>[], timeMs: number): Stay<Target>[] {
    const { leastCount = 1, values } = this.options
    const there = [...due, ...this.stays.told()]
    const chosen = due.filter((stay) => {
      const key = this.keyOf(stay)
      if (there.filter((other) => this.keyOf(other) === key).length < leastCount) return false
      const last = this.alarmedMs.get(key)
      return last === undefined || timeMs - last >= values.alert_cool_down * 1000
    })
    for (const stay of chosen) this.alarmedMs.set(this.keyOf(stay), timeMs)
    return chosen
  }

  private keyOf({ target, regionIndex }: Stay<Target>): string {
    return `${this.typeOf(target.object)}/${regionIndex}`
  }

  /** What stands there, at the end of each period; periods are counted from the run's first frame. */
  private periodic(timeMs: number): Stay<Target>[] {
    const period = this.options.periodMs ?? 0
    this.periodEndsMs ??= timeMs + period
    if (timeMs < this.periodEndsMs) return []
    // Periods in which no frame came are left out.
    this.periodEndsMs += Math.ceil((timeMs - this.periodEndsMs + 1) / period) * period
    return this.stays.told()
  }

  private alarms(told: Stay<Target>[], frame: AnalysedFrame): RuleResult[] {
    const { apart, item, tellsEnd } = this.options
    const root = tellsEnd ? { root: { alarm_type: 0 } } : {}
    return this.byType(told).flatMap(([eventType, stays]) =>
      (apart ? stays.map((stay) => [stay]) : [stays]).map((together) => {
        const items = together.map((stay) => item(alarmed(stay, frame), frame))
        const data = apart ? items[0]! : { event_set: items }
        return { eventType, data, ...root, drawing: this.drawingOf(together, frame) }
      }),
    )
  }

  private ends(over: Stay<Target>[]): RuleResult[] {
    if (!this.options.tellsEnd) return []
    return this.byType(over).map(([eventType, stays]) => ({
      eventType,
      data: { event_set: stays.map(({ target }) => ({ detection_id: target.known.detectionId })) },
      root: { alarm_type: 1 },
      drawing: undefined,
    }))
  }

  private byType(stays: Stay<Target>[]): [number, Stay<Target>[]][] {
    const types = new Map<number, Stay<Target>[]>()
    for (const stay of stays) {
      // The label of a track may change to one that is no target; such a stay is neither told nor ended.
      const type = this.typeOf(stay.target.object)
      if (type !== undefined) types.set(type, [...(types.get(type) ?? []), stay])
    }
    return [...types]
  }

  private drawingOf(stays: Stay<Target>[], { width, height }: AnalysedFrame): Drawing {
    const { values } = this.options
    const roi = values.render_roi_sw ? this.overlay(width, height) : { lines: [], polygons: [] }
    const objects = new Set(values.render_result_sw ? stays.map(({ target }) => target.object) : [])
    const boxes = [...objects].map((o) => ({ ...o.box, label: o.label, color: 'alarm' as const }))
    return { ...roi, boxes }
  }

  /** The source's size is known with the first frame; a source that changes it starts afresh. */
  private adaptTo(width: number, height: number): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    const { values, lookEveryMs = 0 } = this.options
    this.stays = new Stays(regionsFor(this.targetRoi, width, height), {
      afterMs: values.alert_time_threshold * 1000,
      absentMs: Math.max(ABSENT_MS, 2 * lookEveryMs),
    })
    this.memory = new TrackMemory(() => ({ id: ++this.lastId, detectionId: '' }))
    this.alarmedMs.clear()
  }
}

function alarmed({ target, region }: Stay<Target>, { width, height }: AnalysedFrame): Alarmed {
  const { object, known } = target
  return {
    object,
    detectionId: known.detectionId,
    box: wireBox(object.box, width, height),
    polygonName: region.name,
  }
}
