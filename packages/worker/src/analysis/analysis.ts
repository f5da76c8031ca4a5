/** From detections to what a rule sees of a frame: tracks, and whatever facts the algorithm asks for. */
import { type AnalysedFrame, ByteTracker, type Detection } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import { withColours } from './colours.js'

/** Adds one kind of facts. One for each part of a run: it may remember what it saw. */
export interface FactMaker {
  /** Called once a frame, in order of time, after the tracker. */
  add(frame: SourceFrame, analysed: AnalysedFrame): void | Promise<void>
}

export class Analysis {
  private readonly tracker: ByteTracker

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
    return analysed
  }
}
