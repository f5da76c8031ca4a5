/** Gives detections identity over time: two-stage association after ByteTrack, timed by the video and not by frames. */
import type { Detection, TrackedObject } from '../algorithms/algorithm.js'
import { iou } from '../geometry/box.js'
import { assign } from './assignment.js'
import { looseCost, type PairCost, strongCost, weakCost } from './pair-cost.js'
import { Track } from './track.js'

export interface TrackerOptions {
  /** Detections from this score on are matched first; 0-1. */
  highScore: number
  /** Detections from this score on may start tracks, `highScore` or more; 0-1. */
  startScore: number
  /** Detections from this score on may continue a track; 0-1. */
  lowScore: number
  /** A confirmed track is kept so long without a detection, milliseconds; longer where frames come slowly. */
  maxGapMs: number
  /** A track of one detection is kept so long without a second one, milliseconds; longer where frames come slowly. */
  tentativeGapMs: number
  /**
   * Detections from `highScore` on that make a track real … Weak ones do not count: the shadow of leaves on a door was a
   * person at 0.41 for one frame and at 0.1 to 0.3 around it, and made six false alarms in half a minute.
   */
  minHits: number
  /** … and the least time from the first to the last of them, milliseconds: at 30 frames/s two false ones often follow. */
  minLifeMs: number
  maxTracks: number
  /** The best detections of a frame that are looked at: they bound the work. */
  maxDetections: number
  /** The wire's `detection_id` of a track id; the caller mixes in what makes it unique beyond the run. */
  detectionIdFor(trackId: number): string
}

/**
 * High score 0.4 and not the paper's 0.6: small detectors score a person of 90 pixels 0.4, and two hits plus the
 * rules' own hysteresis keep false targets out. 1.5 s bridges a person passing behind a pole.
 */
const DEFAULTS: TrackerOptions = {
  highScore: 0.4,
  startScore: 0.4,
  lowScore: 0.1,
  maxGapMs: 1500,
  tentativeGapMs: 500,
  minHits: 2,
  minLifeMs: 150,
  maxTracks: 50,
  maxDetections: 200,
  detectionIdFor: (trackId) =>
    `00000000-0000-8000-8000-${trackId.toString(16).toUpperCase().padStart(12, '0')}`,
}

/** A newcomer is real when it is seen in so many of its frames, or has lasted so long however often it is missed. */
const STEADY_SHARE = 0.7
const LASTING_MS = 2000
/** Detections that overlap more hide each other, so that their colours are mixed. */
const ALONE_IOU = 0.1
/**
 * Where frames come slowly (one a second, or a detector that takes as long), no target could be seen twice within the
 * gaps above. So the gaps are at least so many times the step between the two frames before: a newcomer must be in the
 * next frame, a track may be missed in one.
 */
const TENTATIVE_STEPS = 1.5
const GAP_STEPS = 2
/** A longer step is an outage, over which nobody is followed, milliseconds. */
const LONGEST_STEP_MS = 60_000

export class ByteTracker {
  private readonly options: TrackerOptions
  private tracks: Track[] = []
  private nextId = 1
  private lastMs: number | undefined
  /** Between the two frames before this one; as long as may be while only one is known. */
  private stepMs = LONGEST_STEP_MS

  constructor(options: Partial<TrackerOptions> = {}) {
    this.options = { ...DEFAULTS, ...options }
  }

  /**
   * Takes the detections of one frame (pixels of the source frame) at `timeMs` of the video, in order of time, and
   * gives all confirmed tracks by track id: those seen now, and those bridged by prediction or remembered at their
   * place (`seen` false). Boxes are the filter's: steadier than a detector's, whose edges jump from frame to frame.
   */
  update(detections: Detection[], timeMs: number): TrackedObject[] {
    for (const track of this.tracks) track.predict(timeMs)
    this.tracks = this.tracks.filter((track) => this.isAlive(track, timeMs))
    this.noteTime(timeMs)
    const sound = this.best(detections)
    const high = sound.filter((d) => d.score >= this.options.highScore)
    const low = sound.filter((d) => d.score < this.options.highScore)

    const leftOver = this.match(high, timeMs, strongCost)
    this.match(low, timeMs, weakCost)
    this.startTracks(this.match(leftOver, timeMs, looseCost), timeMs)
    this.learnLooks(high)
    this.rememberPlaces(timeMs)
    this.confirm(timeMs)
    return this.confirmed()
  }

  /**
   * Time went on to `timeMs` without a look, because nothing moved: everything is where it was, seen or hidden, and the time
   * between counts as no gap. Gives the same tracks as the update before.
   */
  hold(timeMs: number): TrackedObject[] {
    for (const track of this.tracks) track.hold(timeMs)
    this.noteTime(timeMs)
    return this.confirmed()
  }

  private noteTime(timeMs: number): void {
    if (this.lastMs !== undefined) this.stepMs = Math.min(LONGEST_STEP_MS, timeMs - this.lastMs)
    this.lastMs = timeMs
  }

  private confirmed(): TrackedObject[] {
    return this.tracks
      .filter((track) => track.id > 0)
      .sort((a, b) => a.id - b.id)
      .map((track) => track.toObject(this.options.detectionIdFor(track.id)))
  }

  private best(detections: Detection[]): Detection[] {
    const sound = detections.filter((d) => d.box.w > 0 && d.box.h > 0 && d.score >= this.options.lowScore)
    if (sound.length <= this.options.maxDetections) return sound
    return sound.sort((a, b) => b.score - a.score).slice(0, this.options.maxDetections)
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
    const { startScore, maxTracks } = this.options
    const good = detections.filter(({ score }) => score >= startScore)
    for (const detection of good.sort((a, b) => b.score - a.score)) {
      if (this.tracks.length >= maxTracks) {
        const unseen = this.tracks.filter((track) => !track.seen)
        if (unseen.length === 0) return
        const oldest = unseen.reduce((a, b) => (b.seenAtMs < a.seenAtMs ? b : a))
        this.tracks = this.tracks.filter((track) => track !== oldest)
      }
      this.tracks.push(new Track(detection, timeMs))
    }
  }

  /** Looks are learnt from strong detections that nobody else stands before. */
  private learnLooks(high: readonly Detection[]): void {
    for (const track of this.tracks) {
      const { appearance, box } = track.sighting
      if (!track.seen || !appearance || track.sighting.score < this.options.highScore) continue
      if (high.every((other) => other === track.sighting || iou(other.box, box) <= ALONE_IOU))
        track.look.learn(appearance)
    }
  }

  /** A place that others cover may still be taken: only while nothing is before it does absence count. */
  private rememberPlaces(timeMs: number): void {
    const seen = this.tracks.filter((track) => track.seen)
    for (const track of this.tracks) if (!track.seen) track.place.miss(seen, timeMs)
  }

  private confirm(timeMs: number): void {
    const { minHits, minLifeMs } = this.options
    for (const track of this.tracks) {
      if (track.id > 0 || !track.seen || track.strongHits < minHits) continue
      const lifeMs = timeMs - track.bornMs
      const isSteady = track.hits >= STEADY_SHARE * track.age || lifeMs >= LASTING_MS
      if (isSteady && lifeMs >= minLifeMs) track.id = this.nextId++
    }
  }

  private isAlive(track: Track, timeMs: number): boolean {
    const { tentativeGapMs, maxGapMs } = this.options
    const gap = timeMs - track.seenAtMs
    if (track.id === 0) return gap <= Math.max(tentativeGapMs, TENTATIVE_STEPS * this.stepMs)
    return gap <= Math.max(maxGapMs, GAP_STEPS * this.stepMs) || track.place.isKept
  }
}
