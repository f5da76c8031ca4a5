/**
 * Climbing: the feet leave the ground where the person stood, with a hand above the head to hold on; or they go over a
 * line that is drawn along a wall or fence.
 */
import type { Point } from '../../geometry/box.js'
import type { Segment } from '../../geometry/segment.js'
import { Held } from '../held.js'
import type { Act, Sight } from './sight.js'

/** Feet above the ground, share of the standing height; a stair is .1, a jump is short. */
const LEAST_LIFT = 0.25
/** What counts as the ground: where the feet were lowest in this time. */
const GROUND_MS = 8000
/** A hand must have been up within this time. */
const HAND_MS = 3000
/** Who walks away rises in the picture too, but shrinks: the trunk now against the trunk when on the ground. */
const LEAST_SCALE = 0.75
/** Down again for so long, and the next climb is another one. */
const REST_MS = 3000
/** Lowest frames left out, so that a few bad ones do not dig a hole. */
const OUTLIERS = 2
/** At 5 frames a second; more are thinned by the time between them. */
const MOST_SAMPLES = 60

interface Stood {
  timeMs: number
  feet: Point
  trunk: number
}

export class Climb implements Act {
  private readonly stood: Stood[] = []
  private handMs = Number.NEGATIVE_INFINITY
  private readonly held: Held

  /** @param lines along walls and fences, in pixels of the frame */
  constructor(
    private readonly lines: readonly Segment[],
    forMs: number,
  ) {
    this.held = new Held(forMs, REST_MS)
  }

  look(sight: Sight): boolean {
    const { body, timeMs } = sight
    const { trunk } = body
    if (hasHandUp(sight)) this.handMs = timeMs
    const feet = feetOf(sight)
    if (!feet || !trunk) return this.held.look(false, timeMs)
    const before = this.stood.filter((stood) => trunk.length >= LEAST_SCALE * stood.trunk)
    const isUp =
      (this.isLifted(feet, before, sight) && timeMs - this.handMs <= HAND_MS) || this.isOver(feet, before)
    this.note({ timeMs, feet, trunk: trunk.length })
    return this.held.look(isUp, timeMs)
  }

  private isLifted([, y]: Point, before: Stood[], { height }: Sight): boolean {
    const lowest = before.map(({ feet }) => feet[1]).toSorted((a, b) => b - a)
    const ground = lowest[Math.min(OUTLIERS, lowest.length - 1)]
    return ground !== undefined && ground - y >= LEAST_LIFT * height
  }

  /** Above a line that they were below. */
  private isOver(feet: Point, before: Stood[]): boolean {
    return this.lines.some(
      (line) => isAbove(line, feet) === true && before.some((stood) => isAbove(line, stood.feet) === false),
    )
  }

  private note(stood: Stood): void {
    const last = this.stood.at(-1)
    if (last && stood.timeMs - last.timeMs < GROUND_MS / MOST_SAMPLES) return
    this.stood.push(stood)
    while (stood.timeMs - this.stood[0]!.timeMs > GROUND_MS) this.stood.shift()
  }
}

function feetOf({ body: { ankles } }: Sight): Point | undefined {
  if (!ankles) return undefined
  const [[ax, ay], [bx, by]] = ankles
  return [(ax + bx) / 2, Math.max(ay, by)]
}

function hasHandUp({ body }: Sight): boolean {
  const { head, left, right } = body
  return head !== undefined && [left.wrist, right.wrist].some((wrist) => wrist && wrist[1] < head[1])
}

/** Undefined beside the ends of the line, and for a line that stands upright. */
function isAbove([[ax, ay], [bx, by]]: Segment, [x, y]: Point): boolean | undefined {
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx) || ax === bx) return undefined
  return y < ay + ((x - ax) * (by - ay)) / (bx - ax)
}
