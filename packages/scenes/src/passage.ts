/** How somebody or something moves through the picture: in from one side, perhaps with a stop, out at the other. */

export type SceneClass = 'person' | 'car' | 'bicycle' | 'bag'

/** In units (see layout.ts) and seconds. */
export interface Passage {
  class: SceneClass
  look: number
  /** Height of a person, length of a car or bicycle, width of a bag. */
  size: number
  /** Above the bottom edge. */
  lane: number
  /** 0: it lies where it is. */
  speed: number
  facing: 1 | -1
  /** From the loop's start, in [0, seconds). */
  start: number
  /** After this way it stands for so long; something without speed is there for so long. */
  stop?: { after: number; seconds: number }
}

/** Half of what a figure may cover beside its foot point, in units. */
export function halfWidth({ class: kind, size }: Pick<Passage, 'class' | 'size'>): number {
  return { person: 0.33, car: 0.53, bicycle: 0.53, bag: 0.6 }[kind] * size
}

/** The way from just outside one edge to just outside the other. */
export function pathLength(passage: Passage, wide: number): number {
  return wide + 2 * halfWidth(passage)
}

/** Seconds from entering to leaving. */
export function duration(passage: Passage, wide: number): number {
  const { speed, stop } = passage
  return (speed === 0 ? 0 : pathLength(passage, wide) / speed) + (stop?.seconds ?? 0)
}

/** How far it has come after this time; undefined when it is not there yet or any more. */
export function walkedAt(passage: Passage, seconds: number, wide: number): number | undefined {
  if (seconds < 0 || seconds >= duration(passage, wide)) return undefined
  const { speed, stop } = passage
  if (!stop) return seconds * speed
  if (speed === 0) return stop.after
  const arrival = stop.after / speed
  if (seconds < arrival) return seconds * speed
  return stop.after + Math.max(0, seconds - arrival - stop.seconds) * speed
}
