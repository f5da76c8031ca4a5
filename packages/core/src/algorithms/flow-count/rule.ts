/** People flow counting: a series of counts at lines, counts in regions, and heat maps. */
import { centre, footPoint } from '../../geometry/box.js'
import { roiFor } from '../../geometry/default-roi.js'
import type { TargetRoi } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { Interval } from '../interval.js'
import { LineCrossing } from '../line-crossing.js'
import { readIntegers } from '../parameters.js'
import { RegionPresence } from '../region-presence.js'
import { drawRoi } from '../roi-drawing.js'
import { Heat } from './heat.js'
import { FLOW_PARAMETERS } from './parameters.js'

export const LINE_COUNT = 131073
export const REGION_COUNT = 131074
export const HEAT_MAP = 131075

interface Walker {
  lines: LineCrossing[]
  regions: RegionPresence[]
}

/** What depends on the frame's size. */
interface Scene {
  size: string
  roi: TargetRoi
  memory: TrackMemory<Walker>
  heat: Heat
  /** Per line: people who crossed to side 1 and to side 2 in the running interval. */
  crossed: { 1: number; 2: number }[]
  /** Per region: people inside after the last frame. */
  inside: number[]
}

export class FlowCountRule implements Rule {
  private readonly p
  private readonly lineInterval: Interval
  private readonly regionInterval: Interval
  private readonly heatInterval: Interval
  private scene: Scene | undefined

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readIntegers(FLOW_PARAMETERS, common)
    this.lineInterval = new Interval(this.p.line_count_interval)
    this.regionInterval = new Interval(this.p.region_count_interval)
    this.heatInterval = new Interval(this.p.heatmap_detection_interval)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.watchedRoi(1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const time = frame.videoTimeMs
    const results: RuleResult[] = []
    // What ended before this frame is told from what was counted up to the frame before it.
    const before = this.scene
    if (this.lineInterval.passes(time) && before) {
      results.push(...this.lineResult(before, this.lineInterval.seconds))
    }
    if (this.regionInterval.passes(time) && before) results.push(...this.regionResult(before))
    if (this.heatInterval.passes(time) && before) {
      results.push(...this.heatResult(before, this.heatInterval.seconds))
    }
    this.count(this.sceneFor(frame.width, frame.height), frame)
    return results
  }

  end(videoTimeMs: number): RuleResult[] {
    const scene = this.scene
    const line = this.lineInterval.cut(videoTimeMs)
    const region = this.regionInterval.cut(videoTimeMs)
    const heat = this.heatInterval.cut(videoTimeMs)
    if (!scene || line === undefined || region === undefined || heat === undefined) return []
    return [...this.lineResult(scene, line), ...this.regionResult(scene), ...this.heatResult(scene, heat)]
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi(this.watchedRoi(width, height))
  }

  private count(scene: Scene, frame: AnalysedFrame): void {
    scene.memory.begin(frame)
    const people = frame.objects.filter((o) => o.label === 'person')
    const seen = people
      .filter((o) => o.seen)
      .map((object) => ({ object, foot: footPoint(object.box, frame.width, frame.height) }))
    for (const { object, foot } of seen) {
      const walker = scene.memory.take(object)
      for (const [i, crossing] of walker.lines.entries()) {
        const to = crossing.move(foot, object.box.h, frame.videoTimeMs)
        if (to !== undefined) scene.crossed[i]![to]++
      }
      for (const presence of walker.regions) presence.move(foot, object.box.h, frame.videoTimeMs)
    }
    const present = people
      .filter((o) => o.seen || isWithin(o, frame))
      .map((o) => scene.memory.peek(o.trackId))
    scene.inside = scene.roi.polygons.map((_, i) => present.filter((w) => w?.regions[i]?.isInside).length)
    if (this.p.heatmap_detection_sw) {
      const steps = seen.map(({ object, foot }) => ({ foot, width: object.box.w }))
      scene.heat.add(frame, steps)
    }
  }

  private lineResult(scene: Scene, interval: number): RuleResult[] {
    if (scene.roi.lines.length === 0) return []
    const counts = scene.crossed
    scene.crossed = noCrossings(scene.roi)
    const event_set = scene.roi.lines.map((line, line_id) => ({
      line: line.points,
      line_id,
      side1_count: counts[line_id]![1],
      side2_count: counts[line_id]![2],
      side1_name: line.side1,
      side2_name: line.side2,
    }))
    return [{ eventType: LINE_COUNT, data: { interval, event_set }, drawing: undefined }]
  }

  private regionResult(scene: Scene): RuleResult[] {
    if (scene.roi.polygons.length === 0) return []
    const event_set = scene.roi.polygons.map(({ points }, region_id) => ({
      polygon: points,
      count: scene.inside[region_id]!,
      region_id,
    }))
    return [{ eventType: REGION_COUNT, data: { event_set }, drawing: undefined }]
  }

  private heatResult(scene: Scene, interval: number): RuleResult[] {
    if (!this.p.heatmap_detection_sw) return []
    const { density, points } = scene.heat.take()
    const heatmaps: RuleResult['heatmaps'] = [
      { key: 'heat_image_base64', grid: density, style: 'density' },
      { key: 'heatpoint_image_base64', grid: points, style: 'points' },
    ]
    return [{ eventType: HEAT_MAP, data: { interval }, drawing: undefined, heatmaps }]
  }

  /** A source that changes its size starts afresh: pixels of before mean nothing any more. */
  private sceneFor(width: number, height: number): Scene {
    const size = `${width}x${height}`
    if (this.scene?.size === size) return this.scene
    const roi = this.watchedRoi(width, height)
    const memory = new TrackMemory<Walker>(() => ({
      lines: roi.lines.map((line) => new LineCrossing(line.points)),
      regions: roi.polygons.map((polygon) => new RegionPresence(polygon.points)),
    }))
    const heat = new Heat(width, height, this.p.heatmap_point_interval)
    this.scene = { size, roi, memory, heat, crossed: noCrossings(roi), inside: roi.polygons.map(() => 0) }
    return this.scene
  }

  private watchedRoi(width: number, height: number): TargetRoi {
    const { lines, polygons } = roiFor(this.common.target_roi, width, height)
    return {
      lines: this.p.line_detection_sw ? lines : [],
      polygons: this.p.region_detection_sw ? polygons : [],
    }
  }
}

function noCrossings(roi: TargetRoi): { 1: number; 2: number }[] {
  return roi.lines.map(() => ({ 1: 0, 2: 0 }))
}

/** Somebody hidden for a moment still counts, somebody whose path has led out of the view does not. */
function isWithin({ box }: TrackedObject, { width, height }: AnalysedFrame): boolean {
  const [x, y] = centre(box)
  return x >= 0 && y >= 0 && x < width && y < height
}
