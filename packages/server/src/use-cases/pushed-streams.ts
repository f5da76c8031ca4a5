/** Streams that encoders push: made, looked at, given another key, deleted; and who may push. */
import { randomBytes } from 'node:crypto'
import { ApiError, type PushedStreamsQuery } from '@vigia/contract'
import {
  type IdentityStore,
  type JobInput,
  NameTaken,
  type PushedStreamStore,
  QuotaReached,
  type RegisteredStream,
} from '@vigia/core'
import { isSameSecret, type Push } from '../ingest/index.js'
import type { Caller, JobDeps } from './job-deps.js'

/** What the ingest knows and does; without it, in tests, nobody pushes. */
export interface Pushes {
  push(projectId: string, name: string): Push | undefined
  end(projectId: string, name: string): void
}

type Deps = Pick<JobDeps, 'streams' | 'quotaOf' | 'clock' | 'log'> & { pushes: Pushes }

/** A stream, and who pushes it now. */
export interface StreamView {
  stream: RegisteredStream
  push: Push | undefined
}

/** 160 bits, as letters and digits that no address or form changes. */
const newKey = (): string => randomBytes(20).toString('hex')

/** @throws ApiError for a name that is taken and for a used-up quota */
export async function createStream(deps: Deps, { projectId }: Caller, name: string): Promise<StreamView> {
  const stream = { projectId, name, key: newKey(), createdAt: deps.clock.now() }
  try {
    await deps.streams.addStream(stream, await deps.quotaOf(projectId, 'streams'))
  } catch (error) {
    if (error instanceof NameTaken)
      throw new ApiError('VIAS.00010003', `stream_name: there is a stream "${name}" in this project already`)
    if (error instanceof QuotaReached)
      throw new ApiError(
        'VIAS.0010047',
        `quota: the project has ${error.total} pushed streams and may have ${error.most}; delete some or ask the administrator for more`,
      )
    throw error
  }
  deps.log.info({ project: projectId, stream: name }, 'pushed stream made')
  return { stream, push: undefined }
}

/** @throws ApiError VIAS.00010002 */
export async function showStream(deps: Deps, { projectId }: Caller, name: string): Promise<StreamView> {
  const stream = await deps.streams.stream(projectId, name)
  if (!stream) throw noStream(name)
  return { stream, push: deps.pushes.push(projectId, name) }
}

/** A page of them by name, and how many there are. */
export async function listStreams(
  deps: Deps,
  { projectId }: Caller,
  { page, page_size: limit }: PushedStreamsQuery,
): Promise<{ streams: StreamView[]; total: number }> {
  const { streams, total } = await deps.streams.listStreams(projectId, { offset: (page - 1) * limit, limit })
  return {
    streams: streams.map((stream) => ({ stream, push: deps.pushes.push(projectId, stream.name) })),
    total,
  }
}

/**
 * From now on only the new key opens it; whoever pushes with the old one is cut off.
 * @throws ApiError VIAS.00010002
 */
export async function rotateStreamKey(deps: Deps, caller: Caller, name: string): Promise<StreamView> {
  if (!(await deps.streams.changeKey(caller.projectId, name, newKey()))) throw noStream(name)
  deps.pushes.end(caller.projectId, name)
  deps.log.info({ project: caller.projectId, stream: name }, 'key of a pushed stream changed')
  const { stream } = await showStream(deps, caller, name)
  return { stream, push: undefined }
}

/**
 * Whoever pushes it is cut off.
 * @throws ApiError VIAS.00010002, or VIAS.00010012 while jobs read it
 */
export async function deleteStream(deps: Deps, { projectId }: Caller, name: string): Promise<void> {
  const jobs = await deps.streams.removeStream(projectId, name)
  if (jobs === undefined) throw noStream(name)
  if (jobs > 0)
    throw new ApiError(
      'VIAS.00010012',
      `delete: ${jobs} ${jobs === 1 ? 'job reads' : 'jobs read'} this stream; delete ${jobs === 1 ? 'it' : 'them'} first, or have ${jobs === 1 ? 'it' : 'them'} read another one`,
    )
  deps.pushes.end(projectId, name)
  deps.log.info({ project: projectId, stream: name }, 'pushed stream deleted')
}

/**
 * Names of the pushed streams that the inputs read.
 * @throws ApiError VIAS.00010002 naming the item whose stream is not there
 */
export async function findStreams(
  deps: Pick<JobDeps, 'streams'>,
  { projectId }: Pick<Caller, 'projectId'>,
  inputs: JobInput[],
): Promise<string[]> {
  const names = inputs.flatMap((input) => (input.type === 'vis' ? [input.streamName] : []))
  if (names.length === 0) return []
  const there = new Set(await deps.streams.streamNames(projectId, names))
  inputs.forEach((input, i) => {
    if (input.type === 'vis' && !there.has(input.streamName))
      throw new ApiError(
        'VIAS.00010002',
        `input.data[${i}].stream_name: there is no stream ${input.streamName} in this project; create it first (POST /v2/{project_id}/vis/streams)`,
      )
  })
  return names
}

/** Whether an encoder with this key may push there: nobody pushes into a project that is switched off or frozen. */
export async function mayPush(
  { streams, identity }: { streams: PushedStreamStore; identity: Pick<IdentityStore, 'project'> },
  projectId: string,
  name: string,
  key: string,
): Promise<boolean> {
  const stream = await streams.stream(projectId, name)
  // Compared for a stream that is not there, too: the time tells nothing.
  const isKey = isSameSecret(key, stream?.key ?? '') && stream !== undefined
  if (!isKey) return false
  const project = await identity.project(projectId)
  return project?.enabled === true && project.domainEnabled && project.frozen === 0
}

const noStream = (name: string): ApiError =>
  new ApiError('VIAS.00010002', `stream_name: there is no stream ${name} in this project`)
