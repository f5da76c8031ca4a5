/** What a job has found so far, and one of its pictures. */
import type { BlobStore, JobStore, ResultStore, StoredResult } from '@vigia/core'
import { pictureOf } from '../blobs/index.js'
import { findJob } from './find-job.js'
import type { Caller } from './job-deps.js'

export interface ResultDeps {
  jobs: JobStore
  results: ResultStore
  blobs: BlobStore
}

/**
 * Newest first.
 * @param before exclusive upper bound of the results' time, integer milliseconds UTC
 * @throws ApiError VIAS.00010007
 */
export async function listResults(
  deps: ResultDeps,
  caller: Caller,
  jobId: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<StoredResult[]> {
  const job = await findJob(deps, caller, jobId)
  return deps.results.list(caller.projectId, job.id, limit, before)
}

/**
 * JPEG bytes; undefined when the job has no such result or the result has no picture.
 * @throws ApiError VIAS.00010007
 */
export async function resultPicture(
  deps: ResultDeps,
  caller: Caller,
  jobId: string,
  messageId: string,
): Promise<Uint8Array | undefined> {
  const job = await findJob(deps, caller, jobId)
  const result = await deps.results.byMessageId(messageId)
  // A message id of another job is as unknown as one that nobody ever gave.
  return result?.jobId === job.id ? pictureOf(deps, result) : undefined
}

/**
 * Name of its clip in the blob store; undefined when the job has no such result or the result has no clip.
 * @throws ApiError VIAS.00010007
 */
export async function resultClip(
  deps: ResultDeps,
  caller: Caller,
  jobId: string,
  messageId: string,
): Promise<string | undefined> {
  const job = await findJob(deps, caller, jobId)
  const result = await deps.results.byMessageId(messageId)
  return result?.jobId === job.id ? result.clipName : undefined
}
