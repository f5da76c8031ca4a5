/**
 * Who is with a thing. Whoever was near when it appeared may be its owner, and it is attended while one of them is near.
 * When none of them is in view any more (he walked off, or the tracker lost him and found him under another number),
 * somebody who stands by it for a while is taken for its owner: passers-by are not.
 */
import type { Point } from '../../geometry/box.js'
import type { BoundingBox, TrackedObject } from '../algorithm.js'

/** Who has stood near for so long is no passer-by, milliseconds. */
const LINGER_MS = 3_000
/** Whoever has gone farther than this share of his height does not stand: past a thing he walks for longer than 3 s. */
const STAND_SHARE = 0.5
/** How long people's places are remembered: a thing is found two to three seconds after it was put down. Milliseconds. */
const REMEMBERED_MS = 5_000

interface Moment {
  timeMs: number
  people: readonly TrackedObject[]
}

/** Where somebody near has stood, and since when. */
interface Stand {
  sinceMs: number
  foot: Point
}

interface Watched {
  /** Track ids. */
  owners: Set<number>
  /** By track id. */
  near: Map<number, Stand>
}

export class Attendance {
  private readonly moments: Moment[] = []
  private readonly watched = new Map<number, Watched>()

  /** @param distance in body heights */
  constructor(private readonly distance: number) {}

  /** Opens a frame: its people, and the things that are still there; others are forgotten. */
  begin(people: readonly TrackedObject[], thingIds: readonly number[], timeMs: number): void {
    this.moments.push({ timeMs, people })
    while (timeMs - this.moments[0]!.timeMs > REMEMBERED_MS) this.moments.shift()
    const present = new Set(thingIds)
    for (const id of this.watched.keys()) if (!present.has(id)) this.watched.delete(id)
  }

  /** Whether somebody is with the thing in the frame opened last. @param sinceMs when the thing appeared */
  isAttended(thingId: number, box: BoundingBox, sinceMs: number): boolean {
    const { people, timeMs } = this.moments.at(-1)!
    const watched = this.watched.get(thingId) ?? this.begun(box, sinceMs)
    this.watched.set(thingId, watched)
    const inView = new Set(people.map(({ trackId }) => trackId))
    for (const id of watched.owners) if (!inView.has(id)) watched.owners.delete(id)
    const near = this.noteNear(watched, box, people, timeMs)
    if (watched.owners.size === 0)
      for (const [id, { sinceMs }] of watched.near) if (timeMs - sinceMs >= LINGER_MS) watched.owners.add(id)
    return near.some(({ trackId }) => watched.owners.has(trackId))
  }

  private begun(box: BoundingBox, sinceMs: number): Watched {
    const owners = new Set<number>()
    for (const { timeMs, people } of this.moments)
      if (timeMs >= sinceMs)
        for (const person of people) if (this.isNear(person, box)) owners.add(person.trackId)
    return { owners, near: new Map() }
  }

  private noteNear(
    { near }: Watched,
    box: BoundingBox,
    people: readonly TrackedObject[],
    timeMs: number,
  ): TrackedObject[] {
    const now = people.filter((person) => this.isNear(person, box))
    const ids = new Set(now.map(({ trackId }) => trackId))
    for (const id of near.keys()) if (!ids.has(id)) near.delete(id)
    for (const { trackId, box } of now) {
      const foot = feet(box)
      const stand = near.get(trackId)
      const gone = stand ? Math.hypot(foot[0] - stand.foot[0], foot[1] - stand.foot[1]) : 0
      if (!stand || gone > STAND_SHARE * box.h) near.set(trackId, { sinceMs: timeMs, foot })
    }
    return now
  }

  /** From the person's feet to the nearest point of the thing's lower edge, by his own height. */
  private isNear({ box: person }: TrackedObject, thing: BoundingBox): boolean {
    const [x, y] = feet(person)
    const dx = Math.max(0, thing.x - x, x - thing.x - thing.w)
    const dy = Math.abs(y - thing.y - thing.h)
    return Math.hypot(dx, dy) <= this.distance * person.h
  }
}

function feet({ x, y, w, h }: BoundingBox): Point {
  return [x + w / 2, y + h]
}
