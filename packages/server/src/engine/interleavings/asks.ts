/** What users ask for, and whether what they were answered is true. */
import { ApiError } from '@vigia/contract'
import type { JobState } from '@vigia/core'
import { isInjected } from './crashing-store.js'
import { type Action, AT_REST, afterAction } from './rules.js'
import type { Window } from './windows.js'
import type { Fact } from './world.js'

/** Members that are absent stay as they are. */
export interface Patch {
  name?: string
  url?: string
  window?: Window | null
  isOnOrder?: boolean
}

export interface Ask {
  on: 'job'
  kind: Action | 'create' | 'update'
  /** Undefined for create. */
  jobId: string | undefined
  patch: Patch
  /** The job of each change that was stored on its behalf. */
  commits: string[]
  /** Every state the job was in from the question to the answer. */
  seen: Set<JobState | 'gone'>
  /** What was true around the jobs meanwhile. */
  facts: Set<Fact>
  /** Another job had the name that is asked for, at some time of it. */
  wasNameTaken: boolean
}

export const say = ({ kind, jobId, patch }: Ask): string =>
  [kind, jobId?.slice(0, 4), JSON.stringify(patch)].filter(Boolean).join(' ')

/** @returns what is wrong with a success */
export const wrongSuccess = (ask: Ask): string | undefined =>
  ask.commits.length === 1 ? undefined : `${say(ask)}: answered success, ${ask.commits.length} commits`

/** @returns what is wrong with an error as the answer */
export function wrongError(ask: Ask, error: unknown): string | undefined {
  // The store failed: nobody knows what it kept, but it was one change at most.
  const { length: commits } = ask.commits
  if (isInjected(error)) return commits > 1 ? `${say(ask)}: ${commits} commits` : undefined
  if (!(error instanceof ApiError)) return `${say(ask)}: ${error}`
  if (commits !== 0) return `${say(ask)}: answered ${error.code}, but was stored`
  const reason: Record<string, boolean> = {
    // It is to be created on an order that is over.
    'VIAS.00010001': ask.patch.isOnOrder === true && ask.facts.has('order over'),
    'VIAS.00010007': ask.seen.has('gone'),
    'VIAS.00010011': ask.wasNameTaken,
    'VIAS.00010012': lacksSomething(ask) || [...ask.seen].some((state) => isRefused(ask, state)),
  }
  return reason[error.code] ? undefined : `${say(ask)}: no reason for ${error.code} in ${[...ask.seen]}`
}

/** A job begins only with its service, and on an order that is valid. */
const lacksSomething = ({ kind, facts }: Ask): boolean =>
  (kind === 'create' || kind === 'start') && (facts.has('service stopped') || facts.has('order over'))

function isRefused({ kind }: Ask, state: JobState | 'gone'): boolean {
  if (state === 'gone' || kind === 'create') return false
  return kind === 'update' ? !AT_REST.includes(state) : afterAction(kind, state) === undefined
}
