/** What a look at a source found, and what that makes of the source. */

import type { FrameSize, SourceStatus } from '../ports/video-store.js'
import type { Finding } from '../quality/index.js'

export type LookOutcome =
  | {
      kind: 'seen'
      /** The newest picture, JPEG, at most 1280 pixels wide and high. */
      jpeg: Uint8Array
      /** Integer milliseconds UTC. */
      at: number
      /** Of the source itself, pixels: the picture may be smaller. */
      frame: FrameSize
      findings: Finding[]
      /** To be given back with the next look; undefined: there is nothing to compare with yet. */
      memory: Uint8Array | undefined
    }
  | {
      kind: 'unseen'
      /** As those of sources: `SOURCE.UNREACHABLE` and so on. */
      code: string
      /** In words a person can act on, without secrets. */
      reason: string
    }

/** Nothing comes back by itself here: somebody has to correct the source, or what it leads to. */
const TO_CORRECT = new Set([
  'SOURCE.UNAUTHORIZED',
  'SOURCE.NOT_VIDEO',
  'SOURCE.TOO_LARGE',
  'SOURCE.UNSUPPORTED',
  'SOURCE.REFUSED',
  'VIGIA.INPUT',
])

/** Online: pictures came. Offline: it was not reached. Abnormal: it will not come back before somebody acts. */
export function statusAfter(outcome: LookOutcome): SourceStatus {
  if (outcome.kind === 'seen') return 1
  return TO_CORRECT.has(outcome.code) ? 9 : 2
}

/** What is shown: findings of two looks one after the other; a passer-by before the lens is none. */
export function confirmed(before: readonly Finding[], now: readonly Finding[]): Finding[] {
  return now.filter((finding) => before.includes(finding))
}
