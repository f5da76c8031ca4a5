/** Waving: a raised hand that swings to and fro. */
import type { Side } from '../body.js'
import type { Act, Sight } from './sight.js'
import { Swings } from './swings.js'

/** Least swing of the wrist, share of the standing height: a forearm that turns by some 25 degrees. */
const LEAST_SWING = 0.08
/** The wrist may be so far below the shoulder, share of the height: one waves before the chest, too. */
const BELOW_SHOULDER = 0.05
/** All turns must be within this time; after as long without any it may be told again. */
const WITHIN_MS = 4000

export class Wave implements Act {
  private readonly hands
  private toldMs = Number.NEGATIVE_INFINITY

  /** @param turns how often the hand must change its direction */
  constructor(private readonly turns: number) {
    this.hands = { left: new Swings(WITHIN_MS), right: new Swings(WITHIN_MS) }
  }

  look({ body, height, timeMs }: Sight): boolean {
    let waves = false
    for (const side of ['left', 'right'] as const) {
      const swings = this.hands[side]
      const reach = raisedBy(body[side], height)
      if (reach === undefined) swings.rest(timeMs)
      else if (swings.move(reach, LEAST_SWING * height, timeMs) >= this.turns) waves = true
    }
    const isNew = timeMs - this.toldMs > WITHIN_MS
    if (waves) this.toldMs = timeMs
    return waves && isNew
  }
}

/** How far the wrist is to the side of its shoulder, so that walking is no swing; undefined when the hand is not up. */
function raisedBy({ shoulder, elbow, wrist }: Side, height: number): number | undefined {
  if (!shoulder || !elbow || !wrist) return undefined
  const isUp = wrist[1] < elbow[1] && wrist[1] < shoulder[1] + BELOW_SHOULDER * height
  return isUp ? wrist[0] - shoulder[0] : undefined
}
