/** Frames with made-up tracks, for the tests of the rules. */
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from './algorithm.js'

/** Size of every made-up frame in pixels. */
export const WIDTH = 1920
export const HEIGHT = 1080

/** A target 100 wide and 200 high (a person unless `changes` says otherwise) whose feet are at (x, y). */
export function standing(
  trackId: number,
  x: number,
  y: number,
  changes: Partial<TrackedObject> = {},
): TrackedObject {
  return {
    box: { x: x - 50, y: y - 200, w: 100, h: 200 },
    label: 'person',
    score: 0.9,
    trackId,
    detectionId: `ID-${trackId}`,
    age: 5,
    seen: true,
    ...changes,
  }
}

export function frameAt(videoTimeMs: number, ...objects: TrackedObject[]): AnalysedFrame {
  return { width: WIDTH, height: HEIGHT, videoTimeMs, objects }
}

/** Leads one target along the points, 200 ms apart, and gives every result. */
export function walk(rule: Rule, trackId: number, points: [number, number][], startMs = 0): RuleResult[] {
  return points.flatMap(([x, y], i) => rule.frame(frameAt(startMs + i * 200, standing(trackId, x, y))))
}

/** The elements of `event_set` of all results of one event type. */
export function items(results: RuleResult[], eventType: number): Record<string, unknown>[] {
  return results
    .filter((result) => result.eventType === eventType)
    .flatMap((result) => result.data.event_set as Record<string, unknown>[])
}
