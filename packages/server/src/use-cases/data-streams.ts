/** Data streams of the platform itself: made, listed, looked at, made larger or smaller, deleted. */
import {
  type CreateDataStream,
  type DataStreamsQuery,
  StreamError,
  type UpdateDataStream,
} from '@vigia/contract'
import {
  type DataStream,
  type DataStreamStore,
  type DataStreams,
  NameTaken,
  QuotaReached,
  type StreamPartition,
} from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'

export interface StreamDeps extends Pick<JobDeps, 'clock' | 'ids' | 'log' | 'quotaOf'> {
  dataStreams: DataStreamStore
  streamBackend: DataStreams
}

/** What DIS keeps records for where nobody says otherwise. */
const DEFAULT_HOURS = 24

/** @throws StreamError */
export async function createDataStream(
  deps: StreamDeps,
  { projectId }: Caller,
  body: CreateDataStream,
): Promise<void> {
  const { backend } = deps.streamBackend
  if (backend !== 'built-in')
    throw new StreamError(
      'DIS.4200',
      `stream_name: results of this installation go to ${backend} (VIGIA_DIS), where streams are made with its own tools`,
    )
  const now = deps.clock.now()
  const stream: DataStream = {
    id: deps.ids.hex32(),
    projectId,
    name: body.stream_name,
    type: body.stream_type ?? 'COMMON',
    dataType: body.data_type ?? 'BLOB',
    partitions: body.partition_count ?? 1,
    hours: body.data_duration ?? DEFAULT_HOURS,
    createdAt: now,
    updatedAt: now,
  }
  try {
    await deps.dataStreams.addStream(stream, await deps.quotaOf(projectId, 'data_streams'))
  } catch (error) {
    if (error instanceof NameTaken)
      throw new StreamError(
        'DIS.4307',
        `stream_name: there is a stream "${stream.name}" in this project already`,
      )
    if (error instanceof QuotaReached)
      throw new StreamError(
        'DIS.4308',
        `quota: the project has ${error.total} data streams and may have ${error.most}; delete some or ask the administrator for more`,
      )
    throw error
  }
  deps.log.info({ project: projectId, stream: stream.name }, 'data stream made')
}

/** @throws StreamError DIS.4301 */
export async function findDataStream(
  { dataStreams }: Pick<StreamDeps, 'dataStreams'>,
  { projectId }: Pick<Caller, 'projectId'>,
  name: string,
  field = 'stream_name',
): Promise<DataStream> {
  const stream = await dataStreams.stream(projectId, name)
  if (!stream) throw noDataStream(field, name)
  return stream
}

/** @throws StreamError DIS.4301 */
export async function showDataStream(
  deps: Pick<StreamDeps, 'dataStreams'>,
  caller: Caller,
  name: string,
): Promise<{ stream: DataStream; partitions: StreamPartition[] }> {
  const stream = await findDataStream(deps, caller, name)
  return { stream, partitions: await deps.dataStreams.partitions(stream.id) }
}

export async function listDataStreams(
  { dataStreams }: Pick<StreamDeps, 'dataStreams'>,
  { projectId }: Caller,
  { limit, start_stream_name: after }: DataStreamsQuery,
): Promise<{ streams: DataStream[]; total: number; hasMore: boolean }> {
  // One more tells whether there are more.
  const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) }
  const { streams, total } = await dataStreams.listStreams(projectId, page)
  return { streams: streams.slice(0, limit), total, hasMore: streams.length > limit }
}

/** @throws StreamError */
export async function updateDataStream(
  deps: StreamDeps,
  { projectId }: Caller,
  name: string,
  { target_partition_count: partitions, data_duration: hours, data_type: dataType }: UpdateDataStream,
): Promise<{ before: DataStream; partitions: number }> {
  if (partitions === undefined && hours === undefined && dataType === undefined)
    throw new StreamError('DIS.4200', 'body: give target_partition_count, data_duration or data_type')
  const before = await deps.dataStreams.changeStream(projectId, name, {
    ...(partitions === undefined ? {} : { partitions }),
    ...(hours === undefined ? {} : { hours }),
    ...(dataType === undefined ? {} : { dataType }),
    at: deps.clock.now(),
  })
  if (!before) throw noDataStream('stream_name', name)
  deps.log.info({ project: projectId, stream: name }, 'data stream changed')
  return { before, partitions: partitions ?? before.partitions }
}

/** Jobs may still send to it: their results wait until there is one of this name again. @throws StreamError DIS.4301 */
export async function deleteDataStream(deps: StreamDeps, { projectId }: Caller, name: string): Promise<void> {
  if (!(await deps.dataStreams.removeStream(projectId, name))) throw noDataStream('stream_name', name)
  deps.log.info({ project: projectId, stream: name }, 'data stream deleted')
}

const noDataStream = (field: string, name: string): StreamError =>
  new StreamError(
    'DIS.4301',
    `${field}: there is no stream ${name} in this project; create it first (POST /v2/{project_id}/streams)`,
  )
