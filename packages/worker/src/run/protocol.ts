/** What the worker and an analysis process say to each other over the fork's channel. */
import type { AddressPolicy, Assignment, ResultRow, RunReport } from '@vigia/core'
import type { RunModels } from '../analysis/index.js'
import type { Failure, Place, SourceOptions } from '../source/index.js'

/** Everything an analysis process needs; sent once, so that nothing secret is in an argument list or environment. */
export interface RunOrder {
  assignment: Assignment
  /** Of an algorithm that does not come with the platform: where its rule is. */
  ruleFolder: string | undefined
  /** Names of the objects to analyse, in their order; undefined: the input is one source. */
  parts: string[] | undefined
  /** The addresses themselves are asked for, one before every attempt. */
  presumed: SourceOptions['presumed']
  models: RunModels
  ffmpegPath: string
  /** Folder for what is copied of the source for clips; removed with the run. */
  clipFolder: string
  mediaDirs: string[]
  policy: AddressPolicy
}

/** What a locator said. */
export type LocateAnswer = { place: Place } | { failure: Failure }

export type ToRun =
  | { kind: 'run'; order: RunOrder }
  /** End cleanly: results that were raised are still handed over. */
  | { kind: 'stop' }
  /** Results up to and including this sequence number are on disk. */
  | { kind: 'stored'; sequence: number }
  /** The clip is kept, or was refused for good. */
  | { kind: 'clip-taken'; messageId: string }
  | { kind: 'located'; ask: number; answer: LocateAnswer }
  /** Somebody is looking: send annotated frames until this time (milliseconds UTC). */
  | { kind: 'watch'; until: number }

export type FromRun =
  /** Said every few seconds: an analysis process that hangs or is stopped falls silent. */
  | { kind: 'alive' }
  /** Where is the source, or this part of it, just now? Answered by `located` with the same number. */
  | { kind: 'locate'; ask: number; part?: string }
  /** The answer is not wanted any more. */
  | { kind: 'forget'; ask: number }
  | { kind: 'report'; report: RunReport }
  | { kind: 'results'; rows: ResultRow[] }
  /** Answered by `clip-taken`; one at a time. */
  | { kind: 'clip'; messageId: string; mp4: Uint8Array }
  | { kind: 'preview'; jpeg: Uint8Array; at: number }
