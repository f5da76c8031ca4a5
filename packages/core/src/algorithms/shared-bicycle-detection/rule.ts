/** Shared bicycles: tells which bicycles are parked where they must not. */
import { wireBox } from '../../geometry/box.js'
import type { Drawing } from '../../results/drawing.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult } from '../algorithm.js'
import { type AreaKind, bicycleAreas } from '../bicycle-areas.js'
import { Interval } from '../interval.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { type Standing, StandingObjects } from '../standing-objects.js'
import type { Stay } from '../stays.js'
import { polygonName } from '../zones.js'
import { SHARED_BICYCLE_PARAMETERS } from './parameters.js'

export const SHARED_BICYCLE = 655360

export class SharedBicycleRule implements Rule {
  private readonly p
  private readonly period: Interval
  private readonly parked: PerSize<StandingObjects>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(SHARED_BICYCLE_PARAMETERS, common)
    this.period = new Interval(this.p.alert_detection_interval)
    const afterMs = this.p.illegal_park_alert_threshold * 1000
    this.parked = new PerSize(
      (width, height) => new StandingObjects(this.areas(width, height).parking, { afterMs }),
    )
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const parked = this.parked.of(frame)
    const bicycles = frame.objects.filter(({ label }) => label === 'bicycle')
    const { lasting } = parked.look(frame, bicycles)
    // The periods run in both modes: only the one asked for is told.
    const isPeriod = this.period.passes(frame.videoTimeMs)
    if (this.p.alert_mode === 'periodic') return isPeriod ? [this.result(parked.told(), frame)] : []
    return lasting.length > 0 ? [this.result(lasting, frame)] : []
  }

  /** The newest state was told; a period that is cut short has no frame of its own. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return this.areas(width, height).drawing
  }

  private result(stays: Stay<Standing>[], { width, height }: AnalysedFrame): RuleResult {
    const event_set = stays.map(({ region, target }) => ({
      bounding_box: wireBox(target.box, width, height),
      detection_id: target.detectionId,
      polygon_name: polygonName(region),
    }))
    const targets = stays.map(({ target }) => target)
    const drawing = alarmPicture(this.p, this.overlay(width, height), targets)
    return { eventType: SHARED_BICYCLE, data: { event_set }, drawing }
  }

  private areas(width: number, height: number) {
    return bicycleAreas(this.common.target_roi, width, height, kindOf)
  }
}

/** A region without a name is one to keep free, as with all other algorithms. */
function kindOf(name: string | undefined): AreaKind {
  return name === undefined || name.startsWith('illegal') ? 'illegal' : 'legal'
}
