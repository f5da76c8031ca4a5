/** Individual action: alarms when people climb, fall, wave, bend or pick something up. */
import { centre, footPoint, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import { parseTargetRoi, type TargetRoi } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { bodyOf } from '../body.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Bend } from './bend.js'
import { Climb } from './climb.js'
import { Fall } from './fall.js'
import { ACTION_PARAMETERS } from './parameters.js'
import { Pick } from './pick.js'
import type { Act } from './sight.js'
import { Stance } from './stance.js'
import { Wave } from './wave.js'

export const CLIMB = 851968
export const FALL = 851969
export const WAVE = 851970
export const BEND = 851971
export const PICK = 852224

/** What is remembered of one person. */
interface Watched {
  stance: Stance
  acts: readonly { eventType: number; act: Act }[]
}

export class IndividualActionRule implements Rule {
  private readonly p
  private roi: TargetRoi
  private size = ''
  private memory = new TrackMemory<Watched>(() => this.newcomer())

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(ACTION_PARAMETERS, common)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.roi = this.watchedRoi(1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    this.adaptTo(frame.width, frame.height)
    this.memory.begin(frame)
    const alarms = new Map<number, TrackedObject[]>()
    for (const person of frame.objects) {
      if (!person.seen || person.label !== 'person') continue
      const watched = this.memory.take(person)
      for (const eventType of this.actsOf(person, watched, frame)) {
        const people = alarms.get(eventType) ?? []
        alarms.set(eventType, [...people, person])
      }
    }
    return [...alarms].map(([eventType, people]) => this.result(eventType, people, frame))
  }

  /** An act is told when it happens; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi(this.watchedRoi(width, height))
  }

  /** What the person is seen to do now. People out of all regions are judged too, so that one who comes in is known. */
  private actsOf(person: TrackedObject, { stance, acts }: Watched, frame: AnalysedFrame): number[] {
    if (!person.pose) return []
    const body = bodyOf(person.pose)
    const isUpright = stance.look(body, frame.videoTimeMs)
    const height = stance.height(body)
    if (height === undefined) return []
    const { box } = person
    const sight = { body, box, height, trunkRise: stance.trunkRise(), isUpright, timeMs: frame.videoTimeMs }
    const told = acts.filter(({ act }) => act.look(sight)).map(({ eventType }) => eventType)
    return this.isWatched(person, frame) ? told : []
  }

  /** Feet or middle in a region: who lies or climbs has his feet elsewhere than where he is. */
  private isWatched({ box }: TrackedObject, { width, height }: AnalysedFrame): boolean {
    const places = [footPoint(box, width, height), centre(box)]
    return this.roi.polygons.some(({ points }) => places.some((place) => contains(points, place)))
  }

  private result(eventType: number, people: TrackedObject[], { width, height }: AnalysedFrame): RuleResult {
    const roi = this.p.render_roi_sw ? drawRoi(this.roi) : { lines: [], polygons: [] }
    const targets = this.p.render_result_sw ? people : []
    const boxes = targets.map(({ box, label }) => ({ ...box, label, color: 'alarm' as const }))
    return {
      eventType,
      data: { event_set: people.map(({ box }) => ({ bounding_box: wireBox(box, width, height) })) },
      drawing: { ...roi, boxes },
    }
  }

  /** The source's size is known with the first frame; a source that changes it starts afresh. */
  private adaptTo(width: number, height: number): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    this.roi = this.watchedRoi(width, height)
    this.memory = new TrackMemory(() => this.newcomer())
  }

  private watchedRoi(width: number, height: number): TargetRoi {
    const { lines } = parseTargetRoi(this.common.target_roi)
    return {
      lines: this.p.climb_detection_sw ? lines : [],
      polygons: regionsFor(this.common.target_roi, width, height),
    }
  }

  private newcomer(): Watched {
    const { p } = this
    const lines = this.roi.lines.map(({ points }) => points)
    const makers: [number, number, () => Act][] = [
      [p.climb_detection_sw, CLIMB, () => new Climb(lines, p.climb_time_threshold * 1000)],
      [
        p.fall_detection_sw,
        FALL,
        () => new Fall(p.fall_time_threshold * 1000, p.lying_time_threshold * 1000),
      ],
      [p.wave_detection_sw, WAVE, () => new Wave(p.wave_turn_threshold)],
      [p.bend_detection_sw, BEND, () => new Bend(p.bend_time_threshold * 1000)],
      [p.pick_detection_sw, PICK, () => new Pick()],
    ]
    const acts = makers
      .filter(([isOn]) => isOn === 1)
      .map(([, eventType, make]) => ({ eventType, act: make() }))
    return { stance: new Stance(), acts }
  }
}
