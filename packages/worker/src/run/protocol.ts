/** What the worker and an analysis process say to each other over the fork's channel. */
import type { AddressPolicy, Assignment, ResultRow, RunReport } from '@vigia/core'
import type { ModelManifest } from '../models/index.js'

/** Everything an analysis process needs; sent once, so that nothing secret is in an argument list or environment. */
export interface RunOrder {
  assignment: Assignment
  /** Address of the file or stream, credentials included. */
  url: string
  modelPath: string
  manifest: ModelManifest
  ffmpegPath: string
  mediaDirs: string[]
  policy: AddressPolicy
}

export type ToRun =
  | { kind: 'run'; order: RunOrder }
  /** End cleanly: results that were raised are still handed over. */
  | { kind: 'stop' }
  /** Results up to and including this sequence number are on disk. */
  | { kind: 'stored'; sequence: number }
  /** Somebody is looking: send annotated frames until this time (milliseconds UTC). */
  | { kind: 'watch'; until: number }

export type FromRun =
  /** Said every few seconds: an analysis process that hangs or is stopped falls silent. */
  | { kind: 'alive' }
  | { kind: 'report'; report: RunReport }
  | { kind: 'results'; rows: ResultRow[] }
  | { kind: 'preview'; jpeg: Uint8Array; at: number }
