/** Non-motor vehicles: alarms when bicycles or electromobiles park, or enter, where they must not. */
import { iou, wireBox } from '../../geometry/box.js'
import type { Drawing } from '../../results/drawing.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { type Standing, StandingObjects } from '../standing-objects.js'
import type { Stay } from '../stays.js'
import { nonMotorAreas } from './areas.js'
import { Intruders } from './intruders.js'
import { NON_MOTOR_PARAMETERS } from './parameters.js'

export const NON_MOTOR_PARKING = 1376256
export const NON_MOTOR_INTRUSION = 1376257

/** The wire's `type` by label: what COCO calls a motorcycle is told as an electromobile. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['bicycle', 'bicycle'],
  ['motorcycle', 'electromobile'],
])
/** Two boxes of different labels that overlap so much (IoU) are one thing that the detector cannot name. */
const ONE_THING_IOU = 0.7
const ALARM = 0
const ENDED = 1

interface Looked {
  lasting: Stay<Standing>[]
  over: Stay<Standing>[]
}

export class NonMotorRule implements Rule {
  private readonly p
  private readonly scene: PerSize<{ parked: StandingObjects; intruders: Intruders }>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(NON_MOTOR_PARAMETERS, common)
    const afterMs = this.p.illegal_park_alert_threshold * 1000
    this.scene = new PerSize((width, height) => {
      const { parking, entering } = nonMotorAreas(this.common.target_roi, width, height)
      return { parked: new StandingObjects(parking, { afterMs }), intruders: new Intruders(entering) }
    })
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { parked, intruders } = this.scene.of(frame)
    const targets = distinct(frame.objects.filter(({ label, seen }) => seen && this.isWatched(label)))
    const results: RuleResult[] = []
    if (this.p.illegal_park_detection_sw)
      results.push(...this.results(NON_MOTOR_PARKING, parked.look(frame, targets), frame))
    if (this.p.intrusion_detection_sw)
      results.push(...this.results(NON_MOTOR_INTRUSION, intruders.look(frame, targets), frame))
    return results
  }

  /** Both are told when they happen; that the source ended says nothing about a bicycle. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return nonMotorAreas(this.common.target_roi, width, height).drawing
  }

  private isWatched(label: string): boolean {
    const { bicycle_detect_sw, electromobile_detect_sw } = this.p
    return (
      (label === 'bicycle' && bicycle_detect_sw === 1) ||
      (label === 'motorcycle' && electromobile_detect_sw === 1)
    )
  }

  private results(eventType: number, { lasting, over }: Looked, frame: AnalysedFrame): RuleResult[] {
    const alarms = lasting.map(({ target: { box, detectionId, label } }) => ({
      bounding_box: wireBox(box, frame.width, frame.height),
      detection_id: detectionId,
      type: TYPES.get(label),
    }))
    const ended = this.p.event_disappear_alert_sw
      ? over.map(({ target }) => ({ detection_id: target.detectionId }))
      : []
    const targets = lasting.map(({ target }) => target)
    return [
      ...this.result(eventType, ALARM, alarms, targets, frame),
      ...this.result(eventType, ENDED, ended, [], frame),
    ]
  }

  private result(
    eventType: number,
    alarm_type: number,
    event_set: object[],
    targets: Standing[],
    { width, height }: AnalysedFrame,
  ): RuleResult[] {
    if (event_set.length === 0) return []
    const drawing = alarmPicture(this.p, this.overlay(width, height), targets)
    return [{ eventType, root: { alarm_type }, data: { event_set }, drawing }]
  }
}

/** The surer one of two boxes on the same thing. */
function distinct(objects: readonly TrackedObject[]): TrackedObject[] {
  const kept: TrackedObject[] = []
  for (const object of objects.toSorted((a, b) => b.score - a.score))
    if (kept.every(({ box }) => iou(box, object.box) < ONE_THING_IOU)) kept.push(object)
  return kept
}
