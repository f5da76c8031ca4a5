/** Abnormal parking: alarms when a vehicle stands still in a region for too long. */
import { wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { type Standing, StandingObjects } from '../standing-objects.js'
import type { Stay } from '../stays.js'
import { UNREAD_PLATE, vehicleType } from '../vehicles.js'
import { drawAreas, polygonName } from '../zones.js'
import { ABNORMAL_PARK_PARAMETERS } from './parameters.js'

export const ABNORMAL_PARKING = 74240

export class AbnormalParkRule implements Rule {
  private readonly p
  private readonly parked: PerSize<StandingObjects>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(ABNORMAL_PARK_PARAMETERS, common)
    const afterMs = this.p.parking_time_threshold * 1000
    const againMs = this.p.repeat_alert_sw ? afterMs : undefined
    this.parked = new PerSize(
      (width, height) => new StandingObjects(this.regions(width, height), { afterMs, againMs }),
    )
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const vehicles = frame.objects.filter(({ label }) => vehicleType(label) !== undefined)
    const { lasting, over } = this.parked.of(frame).look(frame, vehicles)
    const alarms = lasting.map((stay) => parkedVehicle(stay, frame))
    const ended = this.p.event_disappear_alert_sw
      ? over.map(({ target }) => ({ detection_id: target.detectionId }))
      : []
    const targets = lasting.map(({ target }) => target)
    return [...this.result(alarms, targets, frame), ...this.result(ended, [], frame)]
  }

  /** Parking is told when it lasts; that the source ended says nothing about a vehicle. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawAreas(this.regions(width, height))
  }

  private result(vehicles: object[], targets: Standing[], { width, height }: AnalysedFrame): RuleResult[] {
    if (vehicles.length === 0) return []
    const drawing = alarmPicture(this.p, this.overlay(width, height), targets)
    return [{ eventType: ABNORMAL_PARKING, data: { vehicles }, drawing }]
  }

  private regions(width: number, height: number) {
    return regionsFor(this.common.target_roi, width, height)
  }
}

function parkedVehicle({ region, target }: Stay<Standing>, { width, height }: AnalysedFrame) {
  return {
    bounding_box: wireBox(target.box, width, height),
    license_plate_id: UNREAD_PLATE.license_plate_id,
    detection_id: target.detectionId,
    polygon_name: polygonName(region),
  }
}
