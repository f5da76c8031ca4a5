/** A project as a city has it: 10,000 cameras in 200 groups, 99 batches that watch two groups each, and one of 1,000 jobs. */
import { randomBytes, randomUUID } from 'node:crypto'
import { ALGORITHMS, PLATFORM_DOMAIN } from '@vigia/core'
import { createBatch } from '../../packages/server/dist/use-cases/index.js'
import { projectId } from './store.mjs'

export const SOURCES = 10_000
export const GROUPS = 200
const PER_GROUP = SOURCES / GROUPS
const SERVICE = 'c-intrusiondetection-cloud'
/** Groups of the batch that is started: 1,000 sources. */
const BIG = 20
export const BATCHES = 100

export const caller = { projectId: projectId(0), userName: 'admin' }

/** What use cases need, without an engine that listens. */
export const depsOn = (stores, clock) => ({
  ...stores,
  clock,
  ids: { hex32: () => randomBytes(16).toString('hex') },
  algorithms: ALGORITHMS,
  quotaOf: async () => Number.MAX_SAFE_INTEGER,
  checkWebhook: async () => undefined,
  checkMedia: async () => undefined,
  log: { info: () => undefined },
  unwrittenStatus: () => undefined,
  wake: () => undefined,
})

/** Nothing is stored in a project that is not there. */
async function makeProject({ identity }, id) {
  const domain = { domainId: PLATFORM_DOMAIN.id, domainName: PLATFORM_DOMAIN.name }
  await identity.createDomain(domain.domainId, domain.domainName)
  await identity.createProject({ id, name: 'city', description: '', ...domain, enabled: true })
}

/** @returns ids of the groups, and of the batch of 1,000 */
export async function fillAround(deps) {
  await makeProject(deps, caller.projectId)
  const groupIds = []
  for (let g = 0; g < GROUPS; g++) {
    const sourceIds = []
    for (let n = g * PER_GROUP; n < (g + 1) * PER_GROUP; n++) sourceIds.push(await addSource(deps, n))
    groupIds.push(await addGroup(deps, g, sourceIds))
  }
  const batchOf = (name, groups) =>
    createBatch(deps, caller, {
      name,
      service_name: SERVICE,
      service_version: '3.0',
      batch_input: {
        video_source_group: groups.map((id) => ({ video_source_group_id: id, video_source_list: [] })),
      },
      output: { event_center: true },
      config: { common: {} },
    })
  for (let b = 0; b < BATCHES - 1; b++)
    await batchOf(`watch-${b}`, [groupIds[(2 * b) % GROUPS], groupIds[(2 * b + 1) % GROUPS]])
  const { id, succeed_count } = await batchOf('all-gates', groupIds.slice(0, BIG))
  return { groupIds, batchId: id, inBatch: succeed_count }
}

async function addSource({ video, clock }, n) {
  const at = clock.now()
  const source = {
    id: randomUUID(),
    projectId: caller.projectId,
    name: `camera-${n}`,
    accessType: 'cloud',
    type: 'url',
    status: [1, 1, 1, 2, 9][n % 5],
    latitude: '52.5',
    longitude: '13.4',
    tags: [['gate'], ['yard'], ['gate', 'north'], []][n % 4],
    input: { type: 'url', url: `rtsp://viewer:s3cret@10.${n >> 8}.${n & 255}.9/ch1` },
    createdAt: at,
    updatedAt: at,
  }
  await video.addSource(source, [], Number.MAX_SAFE_INTEGER)
  return source.id
}

async function addGroup({ video, clock }, g, sourceIds) {
  const at = clock.now()
  const group = {
    id: randomUUID(),
    projectId: caller.projectId,
    name: `street-${g}`,
    accessType: 'cloud',
    description: '',
    createdAt: at,
    updatedAt: at,
  }
  await video.addGroup(group, sourceIds, Number.MAX_SAFE_INTEGER)
  return group.id
}
