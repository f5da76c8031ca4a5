/** The audit log: chains of entries that are only ever added to. */
import type { AuditLine } from '../audit/chain.js'
import type { AuditRecord } from '../audit/record.js'

export interface AuditDraft {
  chain: string
  /** Integer milliseconds UTC. */
  at: number
  record: AuditRecord
}

export interface AuditFilter {
  chain: string
  /** Integer milliseconds UTC, inclusive. */
  from?: number
  /** Exclusive. */
  until?: number
  /** Id or name. */
  user?: string
  operation?: string
  /** An id that path, body or answer of the request names. */
  target?: string
  offset: number
  limit: number
}

/** A request and its answer; without one the server ended, or the disk was full, before it could be written. */
export interface AuditPair {
  asked: AuditLine
  answered: AuditLine | undefined
}

export interface AuditStore {
  /**
   * Adds each draft to the end of its chain, all or none, and ties it to the entry before.
   * @returns their `seq`, in the order of the drafts
   */
  append(drafts: readonly AuditDraft[]): Promise<number[]>
  /** Requests, newest first. */
  list(filter: AuditFilter): Promise<{ pairs: AuditPair[]; total: number }>
  /** Entries from `seq` on, in order. */
  lines(chain: string, seq: number, limit: number): Promise<AuditLine[]>
  /**
   * `seq` of the first entry at or after `from` and of the last one before `until`; of the chain's first and last where
   * they are left out. Undefined when there are none between.
   */
  span(chain: string, from?: number, until?: number): Promise<{ first: number; last: number } | undefined>
}
