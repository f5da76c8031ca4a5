/** What it costs to take a detection for a track's next sighting: overlap, reach, looks and the detection's score. */
import type { Detection } from '../algorithms/algorithm.js'
import { clamp, expand, iou } from '../geometry/box.js'
import { unlikeness } from './appearance.js'
import { classGroup, type Track } from './track.js'

/** From 0 (surely the same) to 1, or undefined when the detection cannot be this track's. */
export type PairCost = (track: Track, detection: Detection) => number | undefined

const HIGH_IOU = 0.2
/**
 * Weak detections are half noise and often only the visible half of somebody: they must lie well on the track. 0.5 is
 * the published value; 0.4 let half boxes through, whose lower edge is no foot, and they made alarms of their own.
 */
const LOW_IOU = 0.5
/** Who has not moved has so much of his own box. */
const SAME_PLACE_IOU = 0.7
/**
 * The overlap of a track unseen in the frame before counts for less: when two people share one box for a while it stays
 * with the one who had it, instead of going back and forth. Saves 8 to 22 % of the identity switches on MOT15's public
 * detections of PETS09-S2L1, ADL-Rundle-6 and Venice-2.
 */
const UNSEEN_WEIGHT = 0.75
/**
 * At 5 frames/s a runner or a car leaves its own box between frames. Both boxes are grown by half their size on each
 * side, so that centres up to two box widths apart can still meet, and only what the strict stages left is offered.
 */
const LOOSE_GROWTH = 0.5
/**
 * So it is for steps of up to 0.4 s; with slower frames they are grown more, in proportion, since somebody who walks goes
 * two of his widths in a second. Over more than 2 s anybody could be anywhere.
 */
const LOOSE_STEP_MS = 400
const MOST_STEPS = 5
const LOOSE_IOU = 0.1
/** A target's height does not change by more than this factor between two frames. */
const LOOSE_HEIGHTS = 1.6
/**
 * Squared distance of a centre from its prediction, in deviations (chi-square of two coordinates): 1 of 3000 true ones is
 * farther than 16. A track whose speed is known does not jump to the next person; where boxes do not even overlap it has to be
 * nearer, since more people are left out there than tracks are lost: 1 of 20 true ones is farther than 5.99.
 */
const LOOSE_REACH = 5.99
const STRICT_REACH = 16
/** Where looks are known they weigh so much beside the overlap. */
const LOOK_WEIGHT = 0.4
/** Different clothes are about this unlike; more does not count for more. */
const STRANGERS = 0.5

/** First stage: overlap with the prediction, worth less the less sure the detection is. */
export const strongCost: PairCost = (track, detection) =>
  strictCost(track, detection, HIGH_IOU, detection.score)

/**
 * Second stage: weak detections. Who stops abruptly, and is seen weakly from then on, is not where he would have walked
 * to, but where he was: that counts where the prediction leads elsewhere, and only on the very same place. With a looser
 * overlap those who walk by took the numbers of others (Venice-2 at 30 frames/s: IDF1 0.377 instead of 0.390).
 */
export const weakCost: PairCost = (track, detection) => {
  const ahead = strictCost(track, detection, LOW_IOU, 1)
  if (ahead !== undefined || track.group !== classGroup(detection.label)) return ahead
  const overlap = iou(track.measured(), detection.box)
  return overlap >= SAME_PLACE_IOU ? withLooks(1 - overlap * UNSEEN_WEIGHT, track, detection) : undefined
}

/** Last stage. The nearer of prediction and last sighting counts: a track of one detection has no speed yet. */
export const looseCost: PairCost = (track, detection) => {
  if (track.group !== classGroup(detection.label)) return undefined
  const ratio = detection.box.h / track.measured().h
  if (ratio > LOOSE_HEIGHTS || ratio < 1 / LOOSE_HEIGHTS) return undefined
  if (track.deviation(detection.box) > LOOSE_REACH) return undefined
  const growth = LOOSE_GROWTH * clamp(track.stepMs / LOOSE_STEP_MS, 1, MOST_STEPS)
  const target = expand(detection.box, growth)
  const overlap = Math.max(
    iou(expand(track.predicted(), growth), target),
    iou(expand(track.measured(), growth), target),
  )
  return overlap >= LOOSE_IOU ? 1 - overlap : undefined
}

function strictCost(track: Track, detection: Detection, least: number, weight: number): number | undefined {
  if (track.group !== classGroup(detection.label)) return undefined
  const overlap = iou(track.predicted(), detection.box)
  if (overlap < least || track.deviation(detection.box) > STRICT_REACH) return undefined
  return withLooks(1 - overlap * weight * (track.wasSeen ? 1 : UNSEEN_WEIGHT), track, detection)
}

function withLooks(cost: number, track: Track, { appearance }: Detection): number {
  if (!appearance || !track.look.current) return cost
  const strange = Math.min(1, unlikeness(track.look.current, appearance) / STRANGERS)
  return (1 - LOOK_WEIGHT) * cost + LOOK_WEIGHT * strange
}
