/** Repeatable random numbers: the same seed gives the same scene on every machine. */

/** Numbers in [0, 1) from a 32-bit seed; the generator is "mulberry32", good enough for picking coats and lanes. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A number in [0, 1) that depends on these whole numbers alone: for values that are asked for out of order. */
export function hash(...values: number[]): number {
  let mixed = 0x811c9dc5
  for (const value of values) {
    mixed = Math.imul(mixed ^ value, 0x01000193)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
    mixed ^= mixed >>> 13
  }
  return (mixed >>> 0) / 4_294_967_296
}
