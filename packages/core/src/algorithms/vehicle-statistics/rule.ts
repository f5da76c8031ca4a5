/** Vehicle statistics: how many vehicles of which type are in each region, at the end of each interval. */
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { Interval } from '../interval.js'
import { readParameters } from '../parameters.js'
import { standPoint, vehicleType } from '../vehicles.js'
import { drawAreas, polygonName } from '../zones.js'
import { VEHICLE_STATISTICS_PARAMETERS } from './parameters.js'

export const VEHICLE_COUNT = 75010

/** A count as it is told, and who was counted. */
interface Count {
  data: Record<string, unknown>
  vehicles: TrackedObject[]
}

export class VehicleStatisticsRule implements Rule {
  private readonly p
  private readonly interval: Interval
  private newest: Count | undefined

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(VEHICLE_STATISTICS_PARAMETERS, common)
    this.interval = new Interval(this.p.count_interval)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.regions(1920, 1080)
  }

  /** The first frame after an interval's end is counted, so that the numbers are those of the picture. */
  frame(frame: AnalysedFrame): RuleResult[] {
    this.newest = this.count(frame)
    if (!this.interval.passes(frame.videoTimeMs)) return []
    const roi = this.overlay(frame.width, frame.height)
    const drawing = this.p.output_image_sw ? alarmPicture(this.p, roi, this.newest.vehicles) : undefined
    return [this.result(this.newest, this.interval.seconds, drawing)]
  }

  /** The interval that is cut short is told with its real length, by the last frame; no picture is left then. */
  end(videoTimeMs: number): RuleResult[] {
    const seconds = this.interval.cut(videoTimeMs)
    return this.newest && seconds !== undefined ? [this.result(this.newest, seconds, undefined)] : []
  }

  overlay(width: number, height: number): Drawing {
    return drawAreas(this.regions(width, height))
  }

  private result({ data }: Count, interval: number, drawing: Drawing | undefined): RuleResult {
    return { eventType: VEHICLE_COUNT, data: { interval, ...data }, drawing }
  }

  /** Vehicles hidden for a moment count as well, as long as their way has not led out of the picture. */
  private count(frame: AnalysedFrame): Count {
    const { width, height } = frame
    const vehicles = frame.objects.filter(({ label, seen, box }) => {
      const isInView = box.x + box.w / 2 >= 0 && box.x + box.w / 2 < width && box.y + box.h / 2 < height
      return vehicleType(label) !== undefined && (seen || isInView)
    })
    const regions = this.regions(width, height)
    const within = regions.map(({ points }) =>
      vehicles.filter(({ box }) => contains(points, standPoint(box, frame))),
    )
    const counted = [...new Set(within.flat())]
    const event_set = regions.map((region, i) => element(region, i, within[i]!))
    return { data: { total_vehicle_count: counted.length, event_set }, vehicles: counted }
  }

  private regions(width: number, height: number) {
    return regionsFor(this.common.target_roi, width, height)
  }
}

function element(region: RoiPolygon, region_id: number, vehicles: TrackedObject[]) {
  const byType = new Map<number, number>()
  for (const { label } of vehicles) {
    const type = vehicleType(label) as number
    byType.set(type, (byType.get(type) ?? 0) + 1)
  }
  const types = [...byType].sort(([a], [b]) => a - b)
  return {
    region_id,
    polygon: region.points,
    polygon_name: polygonName(region),
    vehicle_count: vehicles.length,
    vehicle_types: types.map(([vehicle_type, count]) => ({ vehicle_type, count })),
  }
}
