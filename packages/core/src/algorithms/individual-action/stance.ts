/** How somebody looks when he stands: what all other postures are measured by. */
import { type Body, distance, type Side, TRUNK_SHARE } from '../body.js'

/** More and less upright than this is not standing, degrees. */
const UPRIGHT_TILT = 30
/**
 * From hips to feet against from hips to shoulders, as MoveNet sees them: 1.4 of people who stand on a street (PETS), 1.1
 * before a camera that looks steeply down; less when sitting, more when bent.
 */
const LEAST_LEGS = 0.95
const MOST_LEGS = 2.4
/** From hip to ankle against the way over the knee: 1 of a straight leg. One is straight also when walking. */
const STRAIGHT = 0.9
/** Height over what lies between the middle of the head and the ankles. */
const HEAD_TO_TOP = 1.13
/** Newest standing frames kept; their median lets a few bad ones pass and follows who walks towards the camera. */
const KEPT = 15

/** A body this much shorter than a moment ago has fallen along the view: nobody walks away so fast. */
const LEAST_SHARE = 0.82
/** After so long without standing, what was known of it is old. */
const STALE_MS = 10_000

interface Sample {
  height: number
  rise: number
}

export class Stance {
  private samples: Sample[] = []
  private lastMs = 0

  /** Takes a frame's body; true when it stands upright. */
  look(body: Body, timeMs: number): boolean {
    const height = standingHeight(body)
    if (height === undefined || !body.trunk) return false
    if (timeMs - this.lastMs > STALE_MS) this.samples = []
    if (this.samples.length > 0 && height < LEAST_SHARE * this.height(body)!) return false
    this.lastMs = timeMs
    this.samples.push({ height, rise: body.trunk.rise })
    if (this.samples.length > KEPT) this.samples.shift()
    return true
  }

  /** Pixels from the soles to the top of the head; from the trunk alone while the person has not been seen to stand. */
  height(body: Body): number | undefined {
    if (this.samples.length > 0) return median(this.samples.map(({ height }) => height))
    return body.trunk && body.trunk.length / TRUNK_SHARE
  }

  /** How far shoulders are above hips when the person stands, pixels; undefined while nobody knows. */
  trunkRise(): number | undefined {
    return this.samples.length > 0 ? median(this.samples.map(({ rise }) => rise)) : undefined
  }
}

/** Undefined when the body does not stand, or not enough of it is seen to tell. */
function standingHeight({ head, hips, ankles, trunk, left, right }: Body): number | undefined {
  if (!head || !hips || !ankles || !trunk || trunk.tilt > UPRIGHT_TILT) return undefined
  if (!isStraight(left) && !isStraight(right)) return undefined
  const feet = Math.max(ankles[0][1], ankles[1][1])
  const legs = (feet - hips[1]) / trunk.rise
  if (legs < LEAST_LEGS || legs > MOST_LEGS || head[1] > hips[1] - trunk.rise) return undefined
  return (feet - head[1]) * HEAD_TO_TOP
}

function isStraight({ hip, knee, ankle }: Side): boolean {
  if (!hip || !knee || !ankle) return false
  return distance(hip, ankle) >= STRAIGHT * (distance(hip, knee) + distance(knee, ankle))
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
