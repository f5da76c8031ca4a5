/** Edge cameras: register, look at, change, delete. */
import {
  ApiError,
  type CreateEdgeCamera,
  type EdgeCamerasQuery,
  type UpdateEdgeCamera,
} from '@vigia/contract'
import { type EdgeCamera, LOCAL_NODE, NameTaken, QuotaReached } from '@vigia/core'
import { toStreams } from './camera-streams.js'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'

type Deps = Pick<JobDeps, 'cameras' | 'onvif' | 'checkMedia' | 'clock' | 'ids' | 'quotaOf'>

/** Looks at a camera that others change meanwhile. */
const TRIES = 20

/** @throws ApiError naming the field; nothing is stored then */
export async function createEdgeCamera(
  deps: Deps,
  { projectId }: Caller,
  body: CreateEdgeCamera,
): Promise<EdgeCamera> {
  checkNode(body.node_id)
  const now = deps.clock.now()
  const camera: EdgeCamera = {
    id: body.id ?? deps.ids.hex32(),
    projectId,
    name: body.name,
    description: body.description ?? '',
    nodeId: body.node_id ?? LOCAL_NODE,
    stream: body.stream ?? 'auto',
    ...(await toStreams(deps, body, undefined)),
    createdAt: now,
    updatedAt: now,
  }
  checkChoice(camera)
  try {
    await deps.cameras.add(camera, await deps.quotaOf(projectId, 'cameras'))
  } catch (error) {
    throw refusal(error) ?? error
  }
  return camera
}

function refusal(error: unknown): ApiError | undefined {
  if (error instanceof NameTaken)
    return new ApiError(
      'VIAS.00010003',
      `id: there is an edge camera ${error.jobName} already; choose another id, or leave it out`,
    )
  if (error instanceof QuotaReached)
    return new ApiError(
      'VIAS.0010047',
      `quota: the project has ${error.total} edge cameras and may have ${error.most}; delete some or ask the administrator for more`,
    )
  return undefined
}

/** @throws ApiError VIAS.00010002 */
export async function findEdgeCamera(
  { cameras }: Pick<Deps, 'cameras'>,
  { projectId }: Caller,
  id: string,
): Promise<EdgeCamera> {
  const camera = await cameras.get(projectId, id)
  if (camera) return camera
  throw noSuch(id)
}

const noSuch = (id: string): ApiError =>
  new ApiError('VIAS.00010002', `camera_id: there is no edge camera ${id} in this project`)

/** A page of them, and how many match on all pages. */
export async function listEdgeCameras(
  { cameras }: Pick<Deps, 'cameras'>,
  { projectId }: Caller,
  query: EdgeCamerasQuery,
): Promise<{ cameras: EdgeCamera[]; total: number }> {
  const { page, page_size: limit, sort_dir: sortDir, name_like, id_like, node_id } = query
  return cameras.list({
    projectId,
    ...(name_like === undefined ? {} : { nameLike: name_like }),
    ...(id_like === undefined ? {} : { idLike: id_like }),
    ...(node_id === undefined ? {} : { nodeId: node_id }),
    sortDir,
    offset: (page - 1) * limit,
    limit,
  })
}

/**
 * What is left out stays; jobs read the new address with their next run.
 * @throws ApiError naming the field
 */
export async function updateEdgeCamera(
  deps: Deps,
  caller: Caller,
  id: string,
  body: UpdateEdgeCamera,
): Promise<EdgeCamera> {
  checkNode(body.node_id)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await findEdgeCamera(deps, caller, id)
    const to: EdgeCamera = {
      ...before,
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      nodeId: body.node_id ?? before.nodeId,
      stream: body.stream ?? before.stream,
      ...(await toStreams(deps, body, before)),
      updatedAt: deps.clock.now(),
    }
    checkChoice(to)
    if (await deps.cameras.change(before, to)) return findEdgeCamera(deps, caller, id)
  }
  throw new ApiError('VIAS.00010012', 'update: the edge camera keeps being changed; try again')
}

/** @throws ApiError VIAS.00010002, or VIAS.00010012 while jobs or video sources read it */
export async function deleteEdgeCamera(
  { cameras }: Pick<Deps, 'cameras'>,
  { projectId }: Caller,
  id: string,
): Promise<void> {
  const use = await cameras.remove(projectId, id)
  if (!use) throw noSuch(id)
  const { jobs, sources } = use
  if (jobs + sources === 0) return
  const readers = [counted(jobs, 'job'), counted(sources, 'video source')].flatMap((text) => text ?? [])
  throw new ApiError(
    'VIAS.00010012',
    `delete: ${readers.join(' and ')} ${jobs + sources === 1 ? 'reads' : 'read'} this edge camera; delete ${jobs + sources === 1 ? 'it' : 'them'} first, or have ${jobs + sources === 1 ? 'it' : 'them'} read another one`,
  )
}

const counted = (n: number, what: string): string | undefined =>
  n === 0 ? undefined : `${n} ${what}${n === 1 ? '' : 's'}`

function checkNode(id: string | undefined): void {
  if (id === undefined || id === LOCAL_NODE) return
  throw new ApiError(
    'VIAS.00010002',
    `node_id: there is no edge node ${id}; this installation has the node ${LOCAL_NODE} only`,
  )
}

function checkChoice({ stream, streams }: EdgeCamera): void {
  const names = streams.map(({ name }) => name)
  if (stream === 'auto' || names.includes(stream)) return
  throw invalid(`stream: the camera has no stream ${stream}; use auto, ${names.join(' or ')}`)
}
