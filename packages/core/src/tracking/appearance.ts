/** How alike two targets look: histograms of colour, compared where places alone cannot tell who is who. */

/** Shares of a target's pixels by colour, each 0 or more, all together 1; one maker's histograms have one length. */
export type Appearance = readonly number[] | Float32Array | Float64Array

/** So much of a new look is taken over at each sighting: light changes slowly, clothes do not. */
const LEARNT = 0.1

/** Hellinger distance: 0 when they look the same, 1 when they have no colour in common. */
export function unlikeness(a: Appearance, b: Appearance): number {
  let common = 0
  for (let i = 0; i < a.length; i++) common += Math.sqrt(a[i]! * b[i]!)
  return Math.sqrt(Math.max(0, 1 - common))
}

/** The look of a target over time. */
export class Look {
  private known: Float64Array | undefined

  /** Undefined while nothing is known of the target's look. */
  get current(): Appearance | undefined {
    return this.known
  }

  /** Takes a sighting in which nobody else is in the picture. */
  learn(seen: Appearance): void {
    if (!this.known) this.known = Float64Array.from(seen)
    else for (let i = 0; i < this.known.length; i++) this.known[i]! += LEARNT * (seen[i]! - this.known[i]!)
  }
}
