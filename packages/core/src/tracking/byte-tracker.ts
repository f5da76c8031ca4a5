/** Gives detections identity over time: two-stage association after ByteTrack, timed by the video and not by frames. */
import type { Detection, TrackedObject } from '../algorithms/algorithm.js'
import { expand, iou } from '../geometry/box.js'
import { assign } from './assignment.js'
import { classGroup, Track } from './track.js'

export interface TrackerOptions {
  /** Detections from this score on are matched first and may start tracks; 0-1. */
  highScore: number
  /** Detections from this score on may continue a track; 0-1. */
  lowScore: number
  /** A confirmed track is kept so long without a detection, milliseconds. */
  maxGapMs: number
  /** A track of one detection is kept so long without a second one, milliseconds. */
  tentativeGapMs: number
  /**
   * Detections from `highScore` on that make a track real. Weak ones do not count: the shadow of leaves on a door was a
   * person at 0.41 for one frame and at 0.1 to 0.3 around it, and made six false alarms in half a minute.
   */
  minHits: number
  maxTracks: number
  /** The wire's `detection_id` of a track id; the caller mixes in what makes it unique beyond the run. */
  detectionIdFor(trackId: number): string
}

/**
 * High score 0.4 and not the paper's 0.6: small detectors score a person of 90 pixels 0.4, and two hits plus the
 * rules' own hysteresis keep false targets out. 1.5 s bridges a person passing behind a pole.
 */
const DEFAULTS: TrackerOptions = {
  highScore: 0.4,
  lowScore: 0.1,
  maxGapMs: 1500,
  tentativeGapMs: 500,
  minHits: 2,
  maxTracks: 50,
  detectionIdFor: (trackId) =>
    `00000000-0000-8000-8000-${trackId.toString(16).toUpperCase().padStart(12, '0')}`,
}

const HIGH_IOU = 0.2
/**
 * The overlap of a track unseen in the frame before counts for less: when two people share one box for a while it stays
 * with the one who had it, instead of going back and forth. Saves 8 to 22 % of the identity switches on MOT15's public
 * detections of PETS09-S2L1, ADL-Rundle-6 and Venice-2.
 */
const UNSEEN_WEIGHT = 0.75
/**
 * Weak detections are half noise and often only the visible half of somebody: they must lie well on the track. 0.5 is
 * the published value; 0.4 let half boxes through, whose lower edge is no foot, and they made alarms of their own.
 */
const LOW_IOU = 0.5
/**
 * At 5 frames/s a runner or a car leaves its own box between frames. Both boxes are grown by half their size on each
 * side, so that centres up to two box widths apart can still meet, and only what the strict stages left is offered.
 */
const LOOSE_GROWTH = 0.5
const LOOSE_IOU = 0.1
/** A target's height does not change by more than this factor between two frames. */
const LOOSE_HEIGHTS = 1.6

export class ByteTracker {
  private readonly options: TrackerOptions
  private tracks: Track[] = []
  private nextId = 1

  constructor(options: Partial<TrackerOptions> = {}) {
    this.options = { ...DEFAULTS, ...options }
  }

  /**
   * Takes the detections of one frame (pixels of the source frame) at `timeMs` of the video, in order of time, and
   * gives all confirmed tracks by track id: those seen now, and those bridged by prediction (`seen` false).
   */
  update(detections: Detection[], timeMs: number): TrackedObject[] {
    for (const track of this.tracks) track.predict(timeMs)
    this.tracks = this.tracks.filter((track) => this.isAlive(track, timeMs))
    const { highScore, lowScore, minHits } = this.options
    const sound = detections.filter((d) => d.box.w > 0 && d.box.h > 0)
    const high = sound.filter((d) => d.score >= highScore)
    const low = sound.filter((d) => d.score >= lowScore && d.score < highScore)

    const leftOver = this.match(high, timeMs, strictCost(HIGH_IOU))
    this.match(low, timeMs, weakCost)
    this.startTracks(this.match(leftOver, timeMs, looseCost), timeMs)
    for (const track of this.tracks) {
      if (track.id === 0 && track.strongHits >= minHits) track.id = this.nextId++
    }
    return this.tracks
      .filter((track) => track.id > 0)
      .sort((a, b) => a.id - b.id)
      .map((track) => track.toObject(this.options.detectionIdFor(track.id)))
  }

  /** Matches with the tracks not seen so far in this frame and gives the detections left over. */
  private match(detections: Detection[], timeMs: number, cost: PairCost): Detection[] {
    const open = this.tracks.filter((track) => !track.seen)
    const pairs = assign(open.length, detections.length, (t, d) => cost(open[t]!, detections[d]!))
    const taken = new Set<number>()
    for (const [t, d] of pairs) {
      const detection = detections[d]!
      open[t]!.hit(detection, timeMs, detection.score >= this.options.highScore)
      taken.add(d)
    }
    return detections.filter((_, d) => !taken.has(d))
  }

  /** The best detections start tracks; when all places are taken, tracks unseen for longest make room. */
  private startTracks(detections: Detection[], timeMs: number): void {
    for (const detection of [...detections].sort((a, b) => b.score - a.score)) {
      if (this.tracks.length >= this.options.maxTracks) {
        const unseen = this.tracks.filter((track) => !track.seen)
        if (unseen.length === 0) return
        const oldest = unseen.reduce((a, b) => (b.seenAtMs < a.seenAtMs ? b : a))
        this.tracks = this.tracks.filter((track) => track !== oldest)
      }
      this.tracks.push(new Track(detection, timeMs))
    }
  }

  private isAlive(track: Track, timeMs: number): boolean {
    const gap = timeMs - track.seenAtMs
    return gap <= (track.id > 0 ? this.options.maxGapMs : this.options.tentativeGapMs)
  }
}

/** From 0 (the same box) to 1, or undefined when the detection cannot be this track's. */
type PairCost = (track: Track, detection: Detection) => number | undefined

function strictCost(least: number): PairCost {
  return (track, detection) => {
    if (track.group !== classGroup(detection.label)) return undefined
    const overlap = iou(track.predicted(), detection.box)
    return overlap >= least ? 1 - overlap * (track.wasSeen ? 1 : UNSEEN_WEIGHT) : undefined
  }
}

/**
 * The better of prediction and last measured box counts: who stops abruptly, and is seen weakly from then on, is not where
 * he would have walked to, but where he was.
 */
function weakCost(track: Track, detection: Detection): number | undefined {
  if (track.group !== classGroup(detection.label)) return undefined
  const overlap = Math.max(iou(track.predicted(), detection.box), iou(track.measured(), detection.box))
  return overlap >= LOW_IOU ? 1 - overlap * (track.wasSeen ? 1 : UNSEEN_WEIGHT) : undefined
}

/** The nearer of prediction and last measured box counts: a track of one detection has no speed to predict with. */
function looseCost(track: Track, detection: Detection): number | undefined {
  if (track.group !== classGroup(detection.label)) return undefined
  const ratio = detection.box.h / track.measured().h
  if (ratio > LOOSE_HEIGHTS || ratio < 1 / LOOSE_HEIGHTS) return undefined
  const target = expand(detection.box, LOOSE_GROWTH)
  const overlap = Math.max(
    iou(expand(track.predicted(), LOOSE_GROWTH), target),
    iou(expand(track.measured(), LOOSE_GROWTH), target),
  )
  return overlap >= LOOSE_IOU ? 1 - overlap : undefined
}
