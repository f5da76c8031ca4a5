/** Key posts: an alarm when too few people have been on a post for several counts in a row. */
import { centre, footPoint, type Point, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readIntegers } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Sampling } from '../sampling.js'
import { STAFF_PARAMETERS } from './parameters.js'

export const KEY_POST = 458752

/** A post and how long it has been short of people. */
interface Post {
  region: RoiPolygon
  /** Counts in a row with too few people. */
  short: number
}

/** A post that alarms in this frame. */
interface Absence {
  region: RoiPolygon
  people: TrackedObject[]
}

export class StaffOnDutyRule implements Rule {
  private readonly p
  private readonly sampling: Sampling
  private posts: Post[] = []
  private size = ''
  /** When somebody was last counted. */
  private countedMs: number | undefined
  private lastMs = Number.NaN
  /** Between the two frames before this one, and whether this one comes so much later that the source was away. */
  private stepMs = Number.NaN
  private wasAway = false

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readIntegers(STAFF_PARAMETERS, common)
    this.sampling = new Sampling(this.intervalMs)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    regionsFor(common.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    this.adaptTo(frame)
    this.noteTime(frame.videoTimeMs)
    if (!this.p.key_region_detection_sw || !this.sampling.isDue(frame.videoTimeMs)) return []
    if (this.isFirst(frame.videoTimeMs)) return []
    const people = frame.objects.filter((object) => object.label === 'person' && isInView(object, frame))
    const absences = this.posts.flatMap((post) => this.count(post, people, frame))
    return absences.length === 0 ? [] : [this.result(absences, frame)]
  }

  /** An absence is told when it has lasted; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.common.target_roi, width, height) })
  }

  private get intervalMs(): number {
    return this.p.key_region_detect_interval * 1000
  }

  /** Told once, at the count that reaches the threshold: the count goes on beyond it until the post is filled again. */
  private count(post: Post, people: readonly TrackedObject[], frame: AnalysedFrame): Absence[] {
    const { key_region_person_count, key_region_detect_threshold } = this.p
    const present = people.filter((person) => isOnPost(person, post.region, frame))
    post.short = present.length < key_region_person_count ? post.short + 1 : 0
    return post.short === key_region_detect_threshold ? [{ region: post.region, people: present }] : []
  }

  /**
   * The first frame opens the first period and is not counted: nobody is tracked yet. While the source gave no frames
   * nobody counted either: an absence that has not been told begins anew.
   */
  private isFirst(timeMs: number): boolean {
    const before = this.countedMs
    this.countedMs = timeMs
    if (before === undefined) return true
    if (this.wasAway && timeMs - before >= 2 * this.intervalMs) this.forget()
    this.wasAway = false
    return false
  }

  /** Frames that are meant to come more slowly than anybody is to be counted are no pause of the source. */
  private noteTime(timeMs: number): void {
    const stepMs = timeMs - this.lastMs
    this.wasAway ||= stepMs > 2 * this.stepMs
    this.stepMs = stepMs
    this.lastMs = timeMs
  }

  private forget(): void {
    for (const post of this.posts) if (post.short < this.p.key_region_detect_threshold) post.short = 0
  }

  private result(absences: readonly Absence[], frame: AnalysedFrame): RuleResult {
    const event_set = absences.map(({ region, people }) => ({
      polygon: region.points,
      counter: people.length,
      person_set: people.map(({ box }) => ({ bounding_box: wireBox(box, frame.width, frame.height) })),
      ...(region.name === undefined ? {} : { polygon_name: region.name }),
    }))
    const polygons = absences.map(({ region }) => region)
    const people = new Set(absences.flatMap((absence) => absence.people))
    const drawing: Drawing = {
      ...drawRoi({ lines: [], polygons: this.p.render_roi_sw ? polygons : [] }),
      boxes: this.p.render_result_sw ? [...people].map(({ box }) => ({ ...box, color: 'alarm' })) : [],
    }
    return { eventType: KEY_POST, data: { event_set }, drawing }
  }

  /** A source that changes its size starts afresh. */
  private adaptTo({ width, height }: AnalysedFrame): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    this.posts = regionsFor(this.common.target_roi, width, height).map((region) => ({ region, short: 0 }))
  }
}

/** Who sits behind a desk has his feet nowhere, and who stands on a drawn ground his middle beyond it: either will do. */
function isOnPost({ box }: TrackedObject, { points }: RoiPolygon, frame: AnalysedFrame): boolean {
  return contains(points, footPoint(box, frame.width, frame.height)) || contains(points, centre(box))
}

/** Somebody hidden for a moment is still there, somebody whose path has led out of the view is not. */
function isInView({ box, seen }: TrackedObject, { width, height }: AnalysedFrame): boolean {
  const [x, y]: Point = centre(box)
  return seen || (x >= 0 && y >= 0 && x < width && y < height)
}
