/** How sure it is, in one frame, that somebody holds a thing to the head or uses it: by the thing itself, or by the posture. */
import { centre, type Point } from '../../geometry/box.js'
import type { TrackedObject } from '../algorithm.js'
import { type Body, bodyOf, distance, type Side, TRUNK_SHARE } from '../body.js'

/** `certain`: the thing is seen at the head. `suspected`: it is in a hand, or there is only the posture. */
export type Evidence = 'certain' | 'suspected' | undefined

/** Shares of the length of the trunk. */
const AT_HEAD = 0.4
const IN_HAND = 0.35
const HAND_AT_EAR = 0.35
/** Smaller bodies have ears and wrists within a few pixels of each other: their posture says nothing, pixels of trunk. */
const LEAST_TRUNK = 30
/** Of a person whose pose is not known: heads are in this upper share of the box, as wide as it. */
const HEAD_SHARE = 0.3

/** @param things of the kind looked for, wherever they are in the frame */
export function byThing(person: TrackedObject, things: readonly TrackedObject[]): Evidence {
  const body = person.pose && bodyOf(person.pose)
  const places = things.map(({ box }) => centre(box))
  if (places.some((place) => isAtHead(person, body, place))) return 'certain'
  return places.some((place) => body && isInHand(body, place)) ? 'suspected' : undefined
}

/** One hand at its ear, the elbow below: with both hands there somebody holds his head or puts on a cap. */
export function byPosture({ pose }: TrackedObject): Evidence {
  const body = pose && bodyOf(pose)
  const trunk = body?.trunk
  if (!body || !trunk || trunk.length < LEAST_TRUNK) return undefined
  const hands = [body.left, body.right].filter((side) => isAtEar(side, trunk.length))
  return hands.length === 1 ? 'suspected' : undefined
}

function isAtEar({ ear, shoulder, elbow, wrist }: Side, trunk: number): boolean {
  if (!ear || !shoulder || !elbow || !wrist) return false
  return wrist[1] < shoulder[1] && elbow[1] > wrist[1] && distance(wrist, ear) <= HAND_AT_EAR * trunk
}

function isAtHead({ box }: TrackedObject, body: Body | undefined, [x, y]: Point): boolean {
  if (body?.head) return distance(body.head, [x, y]) <= AT_HEAD * trunkLength(body, box.h)
  return x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + HEAD_SHARE * box.h
}

/** In a hand above the hips: one that hangs may merely carry it. */
function isInHand(body: Body, place: Point): boolean {
  const reach = body.trunk && IN_HAND * body.trunk.length
  return [body.left, body.right].some(({ wrist, hip }) => {
    if (!wrist || reach === undefined) return false
    return distance(wrist, place) <= reach && (hip === undefined || wrist[1] < hip[1])
  })
}

function trunkLength({ trunk }: Body, boxHeight: number): number {
  return trunk?.length ?? TRUNK_SHARE * boxHeight
}
