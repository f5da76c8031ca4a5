/** Fire passage occupation: alarms when vehicles stand, or things lie, where the way must be free. */
import { wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, BoundingBox, Rule, RuleResult } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { StandingObjects } from '../standing-objects.js'
import type { Stay } from '../stays.js'
import { UNREAD_PLATE, vehicleType } from '../vehicles.js'
import { drawAreas, polygonName } from '../zones.js'
import { FIRE_EXIT_PARAMETERS } from './parameters.js'
import { StackedThings } from './stacked-things.js'

export const OBJECT_OCCUPATION = 1179648
export const VEHICLE_OCCUPATION = 1179649

/** What both kinds of occupation have. */
interface Occupier {
  detectionId: string
  box: BoundingBox
  label?: string
}

interface Looked {
  lasting: Stay<Occupier>[]
  over: Stay<Occupier>[]
}

const NOTHING: Looked = { lasting: [], over: [] }

export class FireExitRule implements Rule {
  private readonly p
  private readonly passage: PerSize<{ vehicles: StandingObjects; things: StackedThings }>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(FIRE_EXIT_PARAMETERS, common)
    const { vehicle_residence_time, stacking_residence_time } = this.p
    this.passage = new PerSize((width, height) => {
      const zones = this.regions(width, height)
      return {
        vehicles: new StandingObjects(zones, { afterMs: vehicle_residence_time * 1000 }),
        things: new StackedThings(zones, stacking_residence_time * 1000),
      }
    })
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { vehicles, things } = this.passage.of(frame)
    const motor = frame.objects.filter(({ label }) => vehicleType(label) !== undefined)
    const stacked = this.p.stacking_occupation_sw ? things.look(frame) : NOTHING
    const parked = this.p.vehicle_occupation_sw ? vehicles.look(frame, motor) : NOTHING
    return [
      ...this.results(OBJECT_OCCUPATION, stacked, {}, frame),
      ...this.results(VEHICLE_OCCUPATION, parked, { plate_id: UNREAD_PLATE.license_plate_id }, frame),
    ]
  }

  /** An occupation is told when it lasts; that the source ended says nothing about it. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawAreas(this.regions(width, height))
  }

  private results(eventType: number, { lasting, over }: Looked, more: object, frame: AnalysedFrame) {
    const { width, height } = frame
    const alarms = lasting.map(({ region, target }) => ({
      detection_id: target.detectionId,
      polygon_name: polygonName(region),
      bounding_box: wireBox(target.box, width, height),
      ...more,
    }))
    const ended = this.p.event_disappear_alert_sw
      ? over.map(({ target }) => ({ detection_id: target.detectionId }))
      : []
    const drawn = lasting.map(({ target: { box, label = 'object' } }) => ({ box, label }))
    return [...this.result(eventType, alarms, drawn, frame), ...this.result(eventType, ended, [], frame)]
  }

  private result(
    eventType: number,
    event_set: object[],
    targets: { box: BoundingBox; label: string }[],
    { width, height }: AnalysedFrame,
  ): RuleResult[] {
    if (event_set.length === 0) return []
    const drawing = alarmPicture(this.p, this.overlay(width, height), targets)
    return [{ eventType, data: { event_set }, drawing }]
  }

  private regions(width: number, height: number) {
    return regionsFor(this.common.target_roi, width, height)
  }
}
