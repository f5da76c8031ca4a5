/**
 * The alarm for areas (water on a road, algae): an area counts by its share of the picture. In the single mode each new
 * one is told; in the periodic mode the present state is, also when there is none.
 */
import { centre, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import { labelKey } from '../../models/labels.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, BoundingBox, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { drawRoi } from '../roi-drawing.js'
import { type AlarmValues, ClassAlarmRule } from './class-alarm-rule.js'
import { boxItem } from './items.js'

export interface AreaOptions {
  label: string
  eventType: number
  values: AlarmValues & { alert_mode: string; alert_detection_interval: number }
  /** Share of the picture from which an area alarms, 0-1. */
  leastShare: number
}

export function createAreaRule(targetRoi: unknown, options: AreaOptions): Rule {
  const { label, eventType, values, leastShare } = options
  if (values.alert_mode === 'periodic') return new PeriodicAreaRule(targetRoi, options)
  return new ClassAlarmRule(targetRoi, {
    values,
    kinds: { [label]: eventType },
    at: 'centre',
    accepts: ({ box }, frame) => share(box, frame) >= leastShare,
    item: boxItem,
  })
}

/** The share of the picture that the box takes, 0-1; what is beyond the frame does not count. */
function share(box: BoundingBox, { width, height }: AnalysedFrame): number {
  const { w, h } = wireBox(box, width, height)
  return (w * h) / (width * height)
}

/** Not found for so long an area is gone: detectors lose things for some frames, and the tracker keeps places for longer. */
const ABSENT_MS = 10_000

class PeriodicAreaRule implements Rule {
  private endsMs: number | undefined
  /** Areas as they were last seen, by track id. */
  private readonly areas = new Map<number, { object: TrackedObject; seenMs: number }>()
  private size = ''

  constructor(
    private readonly targetRoi: unknown,
    private readonly options: AreaOptions,
  ) {
    // Only to refuse a faulty target_roi at once.
    regionsFor(targetRoi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    this.note(frame)
    const period = this.options.values.alert_detection_interval * 1000
    this.endsMs ??= frame.videoTimeMs + period
    if (frame.videoTimeMs < this.endsMs) return []
    // Periods in which no frame came are left out: nothing is known of them.
    this.endsMs += Math.ceil((frame.videoTimeMs - this.endsMs + 1) / period) * period
    return [this.state(frame)]
  }

  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.targetRoi, width, height) })
  }

  private note({ width, height, videoTimeMs, objects }: AnalysedFrame): void {
    const size = `${width}x${height}`
    // Pixels of a picture of another size mean another place.
    if (size !== this.size) this.areas.clear()
    this.size = size
    for (const object of objects)
      if (object.seen && labelKey(object.label) === labelKey(this.options.label))
        this.areas.set(object.trackId, { object, seenMs: videoTimeMs })
    for (const [id, { seenMs }] of this.areas) if (videoTimeMs - seenMs >= ABSENT_MS) this.areas.delete(id)
  }

  private state(frame: AnalysedFrame): RuleResult {
    const { eventType, leastShare, values } = this.options
    const { width, height } = frame
    const regions = regionsFor(this.targetRoi, width, height)
    const areas = [...this.areas.values()]
      .map(({ object }) => object)
      .filter(({ box }) => regions.some(({ points }) => contains(points, centre(box))))
    const ratio = Math.max(0, ...areas.map(({ box }) => share(box, frame)))
    const roi = values.render_roi_sw ? this.overlay(width, height) : { lines: [], polygons: [] }
    const boxes = (values.render_result_sw ? areas : []).map((o) => ({
      ...o.box,
      label: o.label,
      color: 'alarm' as const,
    }))
    return {
      eventType,
      data: {
        water_logging_ratio: Math.round(ratio * 10_000) / 10_000,
        water_logging_flag: areas.length > 0 && ratio >= leastShare,
        event_set: areas.map(({ box }) => ({ bounding_box: wireBox(box, width, height) })),
      },
      drawing: { ...roi, boxes },
    }
  }
}
