/** Intrusion detection: alarms when targets cross lines, enter or leave regions, or stay in them. */
import { footPoint, type Point, wireBox } from '../../geometry/box.js'
import { roiFor } from '../../geometry/default-roi.js'
import type { TargetRoi } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { classGroup } from '../../tracking/track.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { LineCrossing } from '../line-crossing.js'
import { readIntegers } from '../parameters.js'
import { RegionPresence } from '../region-presence.js'
import { drawRoi } from '../roi-drawing.js'
import { INTRUSION_PARAMETERS } from './parameters.js'

export const INTRUSION = 196609
export const LOITERING = 196610

/** What is remembered of one target: its place against every line and region. */
interface Watched {
  lines: LineCrossing[]
  regions: RegionPresence[]
}

interface Alarm {
  object: TrackedObject
  item: Record<string, unknown>
}

export class IntrusionRule implements Rule {
  private readonly p
  private roi: TargetRoi
  private size = ''
  private memory = this.newMemory()

  /** @param leastStayMs how long a target must be in a region before its entering alarms */
  constructor(
    private readonly common: Record<string, unknown>,
    private readonly leastStayMs = 0,
  ) {
    this.p = readIntegers(INTRUSION_PARAMETERS, common)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.roi = this.watchedRoi(1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    this.adaptTo(frame.width, frame.height)
    this.memory.begin(frame)
    const intrusions: Alarm[] = []
    const loiterings: Alarm[] = []
    for (const object of frame.objects) {
      if (!object.seen || !this.isTarget(object)) continue
      const watched = this.memory.take(object)
      const foot = footPoint(object.box, frame.width, frame.height)
      const base = wireTarget(object, frame)
      for (const change of this.changes(watched, foot, object.box.h, frame.videoTimeMs)) {
        intrusions.push({ object, item: { ...base, ...change } })
      }
      for (const place of this.stays(watched, frame.videoTimeMs)) {
        loiterings.push({ object, item: { ...base, ...place } })
      }
    }
    return [...this.result(INTRUSION, intrusions), ...this.result(LOITERING, loiterings)]
  }

  /** An intrusion is told when it happens; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi(this.watchedRoi(width, height))
  }

  private changes(
    watched: Watched,
    foot: Point,
    boxHeight: number,
    timeMs: number,
  ): Record<string, unknown>[] {
    const found: Record<string, unknown>[] = []
    for (const [i, crossing] of watched.lines.entries()) {
      const to = crossing.move(foot, boxHeight, timeMs)
      if (to === undefined) continue
      const { side1, side2 } = this.roi.lines[i]!
      const [start_position, end_position] = to === 1 ? [side2, side1] : [side1, side2]
      found.push({ start_position, end_position })
    }
    for (const [i, presence] of watched.regions.entries()) {
      const to = presence.move(foot, boxHeight, timeMs)
      if (to === undefined || !this.p.region_detection_sw) continue
      found.push({ start_position: to === 'in' ? 'out' : 'in', end_position: to, ...this.regionName(i) })
    }
    return found
  }

  /** The regions in which the target has now stayed too long, each once per stay. */
  private stays({ regions }: Watched, timeMs: number): Record<string, unknown>[] {
    if (!this.p.loitering_detection_sw) return []
    const found: Record<string, unknown>[] = []
    for (const [i, presence] of regions.entries()) {
      if (presence.insideSinceMs === undefined || presence.hasLoitered) continue
      if (timeMs - presence.insideSinceMs < this.p.loitering_time_threshold * 1000) continue
      presence.hasLoitered = true
      found.push(this.regionName(i))
    }
    return found
  }

  private result(eventType: number, alarms: Alarm[]): RuleResult[] {
    if (alarms.length === 0) return []
    const roi = this.p.render_roi_sw ? drawRoi(this.roi) : { lines: [], polygons: [] }
    const targets = this.p.render_result_sw ? [...new Set(alarms.map((alarm) => alarm.object))] : []
    const boxes = targets.map((o) => ({ ...o.box, label: o.label, color: 'alarm' as const }))
    return [{ eventType, data: { event_set: alarms.map((alarm) => alarm.item) }, drawing: { ...roi, boxes } }]
  }

  private regionName(index: number): { polygon_name?: string } {
    const name = this.roi.polygons[index]!.name
    return name === undefined ? {} : { polygon_name: name }
  }

  /** The longer side decides, so that a person half behind a fence, or a car seen from its end, is not lost. */
  private isTarget({ box, label }: TrackedObject): boolean {
    const kind = category(label)
    if (kind === 2 || !(kind === 0 ? this.p.person_detection_sw : this.p.car_detection_sw)) return false
    const size = Math.max(box.w, box.h)
    return size >= this.p.detection_min_size && size <= this.p.detection_max_size
  }

  /** The source's size is known with the first frame; a source that changes it starts afresh. */
  private adaptTo(width: number, height: number): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    this.roi = this.watchedRoi(width, height)
    this.memory = this.newMemory()
  }

  private watchedRoi(width: number, height: number): TargetRoi {
    const { lines, polygons } = roiFor(this.common.target_roi, width, height)
    const regions = this.p.region_detection_sw || this.p.loitering_detection_sw
    return { lines: this.p.line_detection_sw ? lines : [], polygons: regions ? polygons : [] }
  }

  private newMemory(): TrackMemory<Watched> {
    return new TrackMemory(() => ({
      lines: this.roi.lines.map((line) => new LineCrossing(line.points)),
      regions: this.roi.polygons.map((polygon) => new RegionPresence(polygon.points, this.leastStayMs)),
    }))
  }
}

/** The wire's `category`: 0 person, 1 vehicle, 2 other. */
function category(label: string): 0 | 1 | 2 {
  const group = classGroup(label)
  if (group === 'person') return 0
  return group === 'vehicle' ? 1 : 2
}

function wireTarget(object: TrackedObject, frame: AnalysedFrame): Record<string, unknown> {
  return {
    bounding_box: wireBox(object.box, frame.width, frame.height),
    detection_id: object.detectionId,
    category: category(object.label),
  }
}
