/** Readers of data streams: apps, and the checkpoints from which they go on. */
import {
  type RemoveStreamCheckpointQuery,
  type SaveStreamCheckpoint,
  type StreamAppProgress,
  type StreamAppProgressQuery,
  type StreamAppsQuery,
  type StreamCheckpoint,
  type StreamCheckpointQuery,
  StreamError,
} from '@vigia/contract'
import { type DataStream, NameTaken, QuotaReached, type StreamApp, StreamGone } from '@vigia/core'
import { findDataStream, type StreamDeps } from './data-streams.js'
import type { Caller } from './job-deps.js'
import { idOf, numberOf } from './partition-ids.js'

type Deps = Pick<StreamDeps, 'dataStreams'>

const MOST_SEQUENCE = 2n ** 63n - 1n

/** @throws StreamError */
export async function createStreamApp(deps: StreamDeps, { projectId }: Caller, name: string): Promise<void> {
  const app = { id: deps.ids.hex32(), projectId, name, createdAt: deps.clock.now() }
  try {
    await deps.dataStreams.addApp(app, await deps.quotaOf(projectId, 'data_streams'))
  } catch (error) {
    if (error instanceof NameTaken)
      throw new StreamError('DIS.4330', `app_name: there is an app "${name}" in this project already`)
    if (error instanceof QuotaReached)
      throw new StreamError(
        'DIS.4329',
        `quota: the project has ${error.total} apps and may have ${error.most}, as many as data streams; delete some or ask the administrator for more`,
      )
    throw error
  }
}

/** @throws StreamError DIS.4332 */
export async function findStreamApp(
  { dataStreams }: Deps,
  { projectId }: Caller,
  name: string,
): Promise<StreamApp> {
  const app = await dataStreams.app(projectId, name)
  if (!app) throw noApp(name)
  return app
}

/** @throws StreamError DIS.4332 */
export async function showStreamApp(
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<{ app: StreamApp; streams: string[] }> {
  const app = await findStreamApp(deps, caller, name)
  return { app, streams: await deps.dataStreams.streamsOfApp(app.id) }
}

/** @throws StreamError DIS.4301 */
export async function listStreamApps(
  deps: Deps,
  caller: Caller,
  { limit, start_app_name: after, stream_name: name }: StreamAppsQuery,
): Promise<{ apps: StreamApp[]; total: number; hasMore: boolean }> {
  const stream = name === undefined ? undefined : await findDataStream(deps, caller, name)
  const { apps, total } = await deps.dataStreams.listApps(caller.projectId, {
    limit: limit + 1,
    ...(after === undefined ? {} : { after }),
    ...(stream ? { streamId: stream.id } : {}),
  })
  return { apps: apps.slice(0, limit), total, hasMore: apps.length > limit }
}

/** @throws StreamError DIS.4332 */
export async function deleteStreamApp(
  { dataStreams }: Deps,
  { projectId }: Caller,
  name: string,
): Promise<void> {
  if (!(await dataStreams.removeApp(projectId, name))) throw noApp(name)
}

/** How far an app has come in each partition. @throws StreamError */
export async function progressOf(
  deps: Deps,
  caller: Caller,
  appName: string,
  streamName: string,
  { limit, start_partition_id: after }: StreamAppProgressQuery,
): Promise<StreamAppProgress> {
  const { app, stream } = await both(deps, caller, appName, streamName)
  const checkpoints = new Map(
    (await deps.dataStreams.checkpoints(app.id, stream.id)).map((one) => [one.partition, one.sequence]),
  )
  const from = after === undefined ? 0 : numberOf(after) + 1
  const partitions = (await deps.dataStreams.partitions(stream.id)).slice(from)
  return {
    stream_name: stream.name,
    app_name: app.name,
    has_more: partitions.length > limit,
    partition_consuming_states: partitions.slice(0, limit).map(({ number, first, next, isOpen }) => ({
      partition_id: idOf(number),
      sequence_number: checkpoints.get(number) ?? '-1',
      latest_offset: next,
      earliest_offset: first,
      checkpoint_type: 'LAST_READ',
      status: isOpen ? 'ACTIVE' : 'DELETED',
    })),
  }
}

/** @throws StreamError */
export async function saveCheckpoint(
  deps: Deps,
  caller: Caller,
  { app_name, stream_name, partition_id, sequence_number, metadata }: SaveStreamCheckpoint,
): Promise<void> {
  const { app, stream } = await both(deps, caller, app_name, stream_name)
  const partition = await partitionIn(deps, stream, partition_id)
  // Clients write with zeros in front.
  const sequence = BigInt(sequence_number)
  if (sequence > MOST_SEQUENCE)
    throw new StreamError('DIS.4200', `sequence_number: must be 0 to ${MOST_SEQUENCE}`)
  const checkpoint = { partition, sequence: String(sequence), metadata: metadata ?? '' }
  try {
    await deps.dataStreams.putCheckpoint(app.id, stream.id, checkpoint)
  } catch (error) {
    if (!(error instanceof StreamGone)) throw error
    // One of them was deleted at this moment: this tells which.
    await both(deps, caller, app_name, stream_name)
    throw noApp(app_name)
  }
}

/** @throws StreamError */
export async function showCheckpoint(
  deps: Deps,
  caller: Caller,
  { app_name, stream_name, partition_id }: StreamCheckpointQuery,
): Promise<StreamCheckpoint> {
  const { app, stream } = await both(deps, caller, app_name, stream_name)
  const partition = await partitionIn(deps, stream, partition_id)
  const all = await deps.dataStreams.checkpoints(app.id, stream.id)
  const { sequence, metadata } = all.find((one) => one.partition === partition) ?? {
    sequence: '',
    metadata: '',
  }
  return { sequence_number: sequence, metadata }
}

/** @throws StreamError */
export async function removeCheckpoint(
  deps: Deps,
  caller: Caller,
  { app_name, stream_name, partition_id }: RemoveStreamCheckpointQuery,
): Promise<void> {
  const { app, stream } = await both(deps, caller, app_name, stream_name)
  const partition = partition_id === undefined ? undefined : await partitionIn(deps, stream, partition_id)
  await deps.dataStreams.removeCheckpoints(app.id, stream.id, partition)
}

async function both(
  deps: Deps,
  caller: Caller,
  appName: string,
  streamName: string,
): Promise<{ app: StreamApp; stream: DataStream }> {
  return {
    app: await findStreamApp(deps, caller, appName),
    stream: await findDataStream(deps, caller, streamName),
  }
}

async function partitionIn(
  { dataStreams }: Deps,
  { id, name }: DataStream,
  partitionId: string,
): Promise<number> {
  const partition = (await dataStreams.partitions(id))[numberOf(partitionId)]
  if (partition) return partition.number
  throw new StreamError('DIS.4302', `partition_id: stream ${name} has no partition ${partitionId}`)
}

const noApp = (name: string): StreamError =>
  new StreamError(
    'DIS.4332',
    `app_name: there is no app ${name} in this project; create it first (POST /v2/{project_id}/apps)`,
  )
