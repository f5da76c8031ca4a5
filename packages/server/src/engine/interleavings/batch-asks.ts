/** What users ask of a batch, and what is seen around it until it is answered. */
import type { JobOutput, JobState } from '@vigia/core'
import type { JobModel } from './job-model.js'
import type { Action } from './rules.js'
import type { Window } from './windows.js'
import type { Fact } from './world.js'

/** Members that are absent stay as they are. */
export interface BatchPatch {
  name?: string
  /** Ids of the cameras that are to have a job. */
  cameras?: string[]
  output?: JobOutput
  common?: Record<string, unknown>
  window?: Window | null
  isOnOrder?: boolean
}

/** A member, from the question to the answer. */
export interface SeenMember {
  states: Set<JobState | 'gone'>
  /** It was there when the question was put. */
  isOld: boolean
  /** At some time it was what an update asks for. */
  wasSame: boolean
}

export interface BatchAsk {
  on: 'batch'
  kind: Action | 'create' | 'update'
  /** Undefined for create until the batch is stored. */
  batchId: string | undefined
  patch: BatchPatch
  /** The release that is asked for by create. */
  version: string
  /** Of the batch, when an update of it was stored. */
  nameBefore: string | undefined
  /** The job of each change that was stored on its behalf. */
  commits: string[]
  facts: Set<Fact>
  /** By the job's id. */
  members: Map<string, SeenMember>
  /** Names that jobs had meanwhile. */
  names: Set<string>
  meanwhile: Set<'batch gone' | 'batch changed' | 'batch name taken' | 'camera moved'>
}

export const askOf = (kind: BatchAsk['kind'], batchId: string | undefined, patch: BatchPatch): BatchAsk => ({
  on: 'batch',
  kind,
  batchId,
  patch,
  version: '1.0',
  nameBefore: undefined,
  commits: [],
  facts: new Set(),
  members: new Map(),
  names: new Set(),
  meanwhile: new Set(),
})

export const sayBatch = ({ kind, batchId, patch }: BatchAsk): string =>
  [kind, 'batch', batchId?.slice(0, 4), JSON.stringify(patch)].filter(Boolean).join(' ')

/** An update deletes the jobs of cameras that it does not name. */
export const isLeftOut = ({ kind, patch }: BatchAsk, { details }: Pick<JobModel, 'details'>): boolean =>
  kind === 'update' && patch.cameras !== undefined && !patch.cameras.includes(details.reads)
