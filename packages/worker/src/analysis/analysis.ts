/** From detections to what a rule sees of a frame: tracks, and whatever facts the algorithm asks for. */
import { type AnalysedFrame, ByteTracker, type Detection } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { withColours } from './colours.js'

/** Adds one kind of facts. One for each part of a run: it may remember what it saw. */
export interface FactMaker {
  /** Called once a frame, in order of time, after the tracker. */
  add(frame: SourceFrame, analysed: AnalysedFrame): void | Promise<void>
  /**
   * Called instead for a frame without motion, which no detector looks at; `analysed` has the facts of the frame before.
   * Left out by makers whose facts stay true while nothing moves.
   */
  hold?(frame: SourceFrame, analysed: AnalysedFrame): void | Promise<void>
}

export class Analysis {
  private readonly tracker: ByteTracker
  private last: AnalysedFrame | undefined

  constructor(
    detectionIdFor: (trackId: number) => string,
    private readonly makers: readonly FactMaker[],
  ) {
    this.tracker = new ByteTracker({ detectionIdFor })
  }

  /** Takes frames in order of time. @param detections in pixels of the source */
  async of(frame: SourceFrame, detections: Detection[]): Promise<AnalysedFrame> {
    const { width, height, videoTimeMs } = frame
    const objects = this.tracker.update(withColours(frame, detections), videoTimeMs)
    const analysed: AnalysedFrame = { width, height, videoTimeMs, objects, detections }
    for (const maker of this.makers) await maker.add(frame, analysed)
    this.last = analysed
    return analysed
  }

  /** Nothing has moved since the frame before: what was there is there still. Frames in order of time, as in `of`. */
  async held(frame: SourceFrame): Promise<AnalysedFrame> {
    const { width, height, videoTimeMs } = frame
    const poses = new Map(this.last?.objects.map(({ trackId, pose }) => [trackId, pose]))
    const objects = this.tracker.hold(videoTimeMs).map((object) => {
      const pose = poses.get(object.trackId)
      return pose ? { ...object, pose } : object
    })
    const analysed: AnalysedFrame = { ...this.last, width, height, videoTimeMs, objects }
    for (const maker of this.makers) await maker.hold?.(frame, analysed)
    this.last = analysed
    return analysed
  }

  /** The same for a time at which no frame was decoded; undefined before the first frame. */
  between(videoTimeMs: number): AnalysedFrame | undefined {
    if (!this.last) return undefined
    this.tracker.hold(videoTimeMs)
    return { ...this.last, videoTimeMs }
  }
}
