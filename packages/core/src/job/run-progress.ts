import type { AnyInput } from './input.js'
import { inputName } from './source-name.js'

/**
 * How far a job has come that works off several objects: what its next run goes on from after a crash, a restart, an
 * upgrade or a freeze. It is forgotten when the job ends, for then it is started from the first.
 */
export interface RunProgress {
  /** What was read. A run that reads something else has no use for it. */
  input: string
  /** The last object that is done with; those of its name and below are not read again. */
  done: string
  /** Objects, and of them all frames and results, that were analysed. */
  analysed: number
  frames: number
  results: number
  /** Objects that could not be read. */
  passedOver: number
  /** The first of them. */
  reasons: { name: string; code: string; reason: string }[]
}

/** What tells the objects of one input from those of another. */
export const inputKey = (input: AnyInput): string =>
  input.type === 'obs' ? `${input.bucket}/${input.path}` : inputName(input)

/** In the order of their UTF-8 bytes, as object stores list them. */
export function compareKeys(one: string, two: string): number {
  // Code points compare as their UTF-8 does; UTF-16, which `<` compares, does not above U+FFFF.
  const [a, b] = [[...one], [...two]]
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
