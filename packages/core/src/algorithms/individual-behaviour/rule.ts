/** Individual behaviour: alarms when people use a phone or smoke. */
import { centre, footPoint, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { Held } from '../held.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { byPosture, byThing, type Evidence } from './evidence.js'
import { BEHAVIOUR_PARAMETERS } from './parameters.js'

export const SMOKING = 720896
export const PHONING = 786432

export const PHONE = 'cell phone'
export const CIGARETTE = 'cigarette'

/** So long without any sign, and the next time is another one. */
const REST_MS = 10_000

/** `alarm_type` of the wire. */
const CERTAIN = 1
const SUSPECTED = 0

type Certainty = typeof CERTAIN | typeof SUSPECTED

/** One behaviour of one person: any sign of it, and signs that leave no doubt. A suspicion that comes true is told again. */
class Watched {
  private readonly any: Held
  private readonly sure: Held

  constructor(forMs: number) {
    this.any = new Held(forMs, REST_MS)
    this.sure = new Held(forMs, REST_MS)
  }

  look(evidence: Evidence, timeMs: number): Certainty | undefined {
    // Both are asked in every frame: each remembers what it saw.
    const isSure = this.sure.look(evidence === 'certain', timeMs)
    const isNew = this.any.look(evidence !== undefined, timeMs)
    if (isSure) return CERTAIN
    return isNew ? SUSPECTED : undefined
  }
}

interface Person {
  phoning: Watched
  smoking: Watched
}

interface Alarm {
  person: TrackedObject
  alarmType: Certainty
}

export class IndividualBehaviourRule implements Rule {
  private readonly p
  private regions: RoiPolygon[]
  private size = ''
  private memory = this.newMemory()

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(BEHAVIOUR_PARAMETERS, common)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.regions = regionsFor(common.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    this.adaptTo(frame.width, frame.height)
    this.memory.begin(frame)
    const seen = frame.objects.filter((object) => object.seen)
    const phones = seen.filter(({ label }) => label === PHONE)
    const cigarettes = seen.filter(({ label }) => label === CIGARETTE)
    const phoning: Alarm[] = []
    const smoking: Alarm[] = []
    for (const person of seen.filter(({ label }) => label === 'person')) {
      if (!this.isWatched(person, frame)) continue
      const watched = this.memory.take(person)
      const phone = this.p.phoning_detection_sw ? (byThing(person, phones) ?? byPosture(person)) : undefined
      const cigarette = this.p.smoking_detection_sw ? byThing(person, cigarettes) : undefined
      // Who was not looked at in this frame, because many people are there, has not stopped because of that.
      if (person.pose || phone) this.note(phoning, person, watched.phoning.look(phone, frame.videoTimeMs))
      if (person.pose || cigarette)
        this.note(smoking, person, watched.smoking.look(cigarette, frame.videoTimeMs))
    }
    return [...this.result(PHONING, phoning, frame), ...this.result(SMOKING, smoking, frame)]
  }

  /** A behaviour is told when it is seen; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return this.drawnRegions(regionsFor(this.common.target_roi, width, height))
  }

  private note(alarms: Alarm[], person: TrackedObject, alarmType: Certainty | undefined): void {
    if (alarmType === undefined || (alarmType === SUSPECTED && !this.p.suspected_alert_sw)) return
    alarms.push({ person, alarmType })
  }

  private isWatched({ box }: TrackedObject, { width, height }: AnalysedFrame): boolean {
    const places = [footPoint(box, width, height), centre(box)]
    return this.regions.some(({ points }) => places.some((place) => contains(points, place)))
  }

  private result(eventType: number, alarms: Alarm[], { width, height }: AnalysedFrame): RuleResult[] {
    if (alarms.length === 0) return []
    const roi = this.p.render_roi_sw ? this.drawnRegions(this.regions) : this.drawnRegions([])
    const targets = this.p.render_result_sw ? alarms : []
    const boxes = targets.map(({ person }) => ({
      ...person.box,
      label: person.label,
      color: 'alarm' as const,
    }))
    const items = alarms.map(({ person, alarmType }) => ({
      bounding_box: wireBox(person.box, width, height),
      alarm_type: alarmType,
    }))
    return [{ eventType, data: { event_set: items }, drawing: { ...roi, boxes } }]
  }

  private drawnRegions(polygons: RoiPolygon[]): Drawing {
    return drawRoi({ lines: [], polygons })
  }

  /** The source's size is known with the first frame; a source that changes it starts afresh. */
  private adaptTo(width: number, height: number): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    this.regions = regionsFor(this.common.target_roi, width, height)
    this.memory = this.newMemory()
  }

  private newMemory(): TrackMemory<Person> {
    return new TrackMemory(() => ({
      phoning: new Watched(this.p.phoning_time_threshold * 1000),
      smoking: new Watched(this.p.smoking_time_threshold * 1000),
    }))
  }
}
