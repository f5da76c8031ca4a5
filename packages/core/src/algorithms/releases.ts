/** Releases of an algorithm: found by version, compared by age. */
import type { Algorithm, Release } from './algorithm.js'

export const newestRelease = ({ releases }: Algorithm): Release => releases.at(-1) ?? releases[0]

/** Undefined when this installation lacks the release, or the algorithm altogether. */
export const releaseOf = (algorithm: Algorithm | undefined, version: string): Release | undefined =>
  algorithm?.releases.find((release) => release.version === version)

/** A release that this installation lacks is older than all it has. */
export const isNewer = ({ releases }: Algorithm, version: string, than: string): boolean => {
  const age = (of: string) => releases.findIndex((release) => release.version === of)
  return age(version) > age(than)
}
