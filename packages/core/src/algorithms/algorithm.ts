/** What an algorithm is: a manifest, a parameter schema and a pure rule over tracked objects and time. */
import type { InputKind } from '../job/input.js'
import type { Drawing } from '../results/drawing.js'
import type { Appearance } from '../tracking/appearance.js'

/** Pixels of the source frame, origin top left. */
export interface BoundingBox {
  x: number
  y: number
  w: number
  h: number
}

/** Classes are COCO names: `person`, `car`, `bus`, `truck`, `motorcycle`, `bicycle` … */
export interface Detection {
  box: BoundingBox
  label: string
  /** 0-1. */
  score: number
  /** Its colours, where somebody looked: they help the tracker to keep people apart. */
  appearance?: Appearance
}

export interface TrackedObject extends Detection {
  /** Grows from 1 within a run. */
  trackId: number
  /** Upper-case UUID made from run and track id; the wire's `detection_id`. */
  detectionId: string
  /** Frames since the track's first detection, at least 1. */
  age: number
  /** True when this frame had a detection for it, false when the position is predicted. */
  seen: boolean
  /** Where the algorithm asks for poses (`facts`), and the person was looked at in this frame. */
  pose?: Pose
}

/** A point of a body in pixels of the source frame. */
export interface Keypoint {
  x: number
  y: number
  /** How sure it is, 0-1. */
  score: number
}

/** The 17 points of COCO in their published order: see `KEYPOINT` in `pose.ts`. */
export type Pose = readonly Keypoint[]

/** Something that stands still and was not part of the scene before: the background model's finding, of no known class. */
export interface StillThing {
  /** Grows from 1 within a run; the same thing keeps it as long as it stands there. */
  thingId: number
  /** Upper-case UUID; the wire's `detection_id`. */
  detectionId: string
  box: BoundingBox
  /** Video time since when it has stood there, milliseconds. */
  sinceMs: number
  /** False when it is hidden just now, by somebody who stands before it. */
  seen: boolean
}

/** One analysed frame as a rule sees it. */
export interface AnalysedFrame {
  /** Source resolution in pixels. */
  width: number
  height: number
  /** Presentation time in milliseconds since the run's first frame. */
  videoTimeMs: number
  objects: TrackedObject[]
  /** What the detectors found in this frame, before tracking: as many as there are, each for this frame alone. */
  detections?: readonly Detection[]
  /** Where the algorithm asks for them. */
  stillThings?: readonly StillThing[]
}

/** What a rule wants to know of a frame beside tracked objects. Each has its price, so nothing is made unasked. */
export interface Facts {
  /** `TrackedObject.pose` of people. */
  poses?: true
  /** `AnalysedFrame.stillThings`, from the least size on: the shorter side of the box in pixels of a frame 1080 rows high. */
  stillThings?: { leastSide: number }
  /**
   * The frame is looked at in this many overlapping tiles of full resolution as well as whole: small and many objects.
   * With `everyMs` only the frames of that sampling are (see `Sampling`), which makes it cheap.
   */
  tiles?: { columns: number; rows: number; everyMs?: number }
  /** Frames without motion count as much as others, so all are decoded and looked at: heat maps, measured speeds. */
  everyFrame?: true
}

/** An alarm or count as a rule emits it; the run adds ids, time stamps and the picture. */
export interface RuleResult {
  eventType: number
  /** `data` of the envelope (algorithms-io A.5). */
  data: Record<string, unknown>
  /** Members beside `data` at the envelope's root, e.g. `alarm_type`. */
  root?: Record<string, unknown>
  /** What to draw on the picture; undefined for messages without one (people-flow counts). */
  drawing: Drawing | undefined
  /** Pictures a rule makes of numbers: the run renders each grid to JPEG and puts it at `data[key]` as base64. */
  heatmaps?: { key: string; grid: HeatGrid; style: 'density' | 'points' }[]
}

/** Row-major values over the frame, `cols` × `rows`. */
export interface HeatGrid {
  cols: number
  rows: number
  values: Float32Array
}

export interface Rule {
  /** Takes frames in order of time. */
  frame(frame: AnalysedFrame): RuleResult[]
  /** The source ended: closes running intervals. */
  end(videoTimeMs: number): RuleResult[]
  /** Regions and lines to show on the live picture. */
  overlay(width: number, height: number): Drawing
}

/** One version of an algorithm. What a job sees of it never changes; what users want differently is another release. */
export interface Release {
  version: string
  /** Stable dashed UUID v4: `alg_id` and `algorithm_publish_id` on the wire. */
  algId: string
  /** Integer milliseconds UTC. */
  releasedAt: number
  /** What the release brings, in a sentence. */
  description: string
  /** JSON Schema of `config.common`; unknown members are accepted and ignored. */
  parameters: Record<string, unknown>
  /**
   * Labels the rule wants detected. Those that the default detector does not know (COCO has 80) need a model of the
   * user's: until one is installed, a job is refused with the list of what is missing.
   */
  labels(common: Record<string, unknown>): string[]
  /** What else the rule wants to know of a frame; tracked objects only when left out. */
  facts?(common: Record<string, unknown>): Facts
  /** Cross-field checks that a schema cannot say; throws ParameterError naming the member. */
  validate(common: Record<string, unknown>): void
  createRule(common: Record<string, unknown>): Rule
}

export interface Algorithm {
  serviceName: string
  /** The algorithm's folder; its cloud and its edge service share it. */
  family: string
  /** Oldest first. */
  releases: readonly [Release, ...Release[]]
  titleEn: string
  titleZh: string
  description: string
  company: string
  tags: readonly string[]
  type: 'cloud' | 'edge'
  /** Stable dashed UUID v4: `release_id` and `service_id` on the wire. */
  serviceId: string
  eventTypes: number[]
  /** Kinds of input that it can work on; all when left out. */
  inputs?: readonly InputKind[]
  /** Event types by the names that `data_category` knows them by: lower-case words joined by underscores. */
  categories: Readonly<Record<string, number>>
  /** JSON Schema of `deploy_config`: what the service as a whole is started with. */
  serviceParameters: Record<string, unknown>
  /** SVG: a sign for lists, and a drawing of what is detected. */
  logo: string
  diagram: string
}

/** A member of `config.common` is wrong; `member` is its name, the message tells the remedy. */
export class ParameterError extends Error {
  constructor(
    readonly member: string,
    message: string,
  ) {
    super(message)
  }
}
