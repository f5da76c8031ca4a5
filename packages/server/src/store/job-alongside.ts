/** What has to hold when jobs are stored, and what is kept with them, in the same transaction. */
import { isDeepStrictEqual } from 'node:util'
import {
  type Alongside,
  type Job,
  QuotaReached,
  ReleaseChanged,
  SourcesChanged,
  type Template,
} from '@vigia/core'
import type { Transaction } from 'kysely'
import { inChunks } from './chunks.js'
import { checkCameras } from './edge-cameras.js'
import { countOfProject } from './job-list.js'
import { checkProject } from './project-there.js'
import { streamsThere } from './pushed-streams.js'
import type { Tables } from './schema.js'
import { toTemplate } from './video-rows.js'

/** @throws ProjectGone, QuotaReached, SourcesChanged, ReleaseChanged, CameraGone */
export async function checkAlongside(
  tx: Transaction<Tables>,
  jobs: Job[],
  { most, sources = [], streams = [], cameras = [], deployed }: Alongside,
): Promise<void> {
  const projectId = jobs[0]?.projectId
  if (most !== undefined && projectId !== undefined) {
    await checkProject(tx, projectId)
    const total = await countOfProject(tx, projectId)
    if (total + jobs.length > most) throw new QuotaReached(total, most)
  }
  if (deployed && projectId !== undefined && !(await isDeployed(tx, projectId, deployed)))
    throw new ReleaseChanged()
  if (projectId !== undefined) await checkCameras(tx, projectId, cameras)
  const updatedAt = await sourcesUpdatedAt(
    tx,
    sources.map(({ id }) => id),
  )
  if (sources.some((source) => updatedAt.get(source.id) !== source.updatedAt)) throw new SourcesChanged()
  if (projectId !== undefined && (await streamsThere(tx, projectId, streams)).length < new Set(streams).size)
    throw new SourcesChanged()
}

/** When each of the sources was last changed, by id; one that is gone is left out. */
export async function sourcesUpdatedAt(tx: Transaction<Tables>, ids: string[]): Promise<Map<string, number>> {
  const rows = await inChunks(ids, (part) =>
    tx.selectFrom('video_sources').select(['id', 'updated_at']).where('id', 'in', part).execute(),
  )
  return new Map(rows.map((row) => [row.id, row.updated_at]))
}

/** Whether the release is the one that the project has deployed; without a version, whether it has none. */
export async function isDeployed(
  tx: Transaction<Tables>,
  projectId: string,
  { serviceName, version }: NonNullable<Alongside['deployed']>,
): Promise<boolean> {
  const there = await tx
    .selectFrom('deployments')
    .select('version')
    .where('project_id', '=', projectId)
    .where('service_name', '=', serviceName)
    .executeTakeFirst()
  return there?.version === version
}

/** @returns the job with the template that was saved, or found, for its source */
export async function saveTemplates(
  tx: Transaction<Tables>,
  templates: Template[],
): Promise<(job: Job) => Job> {
  const saved = new Map<string, string>()
  for (const template of templates) saved.set(template.sourceId, await saveTemplate(tx, template))
  return (job) => {
    const templateId = saved.get(job.sourceId ?? '')
    return templateId === undefined ? job : { ...job, templateId }
  }
}

async function saveTemplate(tx: Transaction<Tables>, wanted: Template): Promise<string> {
  const there = (
    await tx.selectFrom('templates').selectAll().where('source_id', '=', wanted.sourceId).execute()
  ).map(toTemplate)
  const same = there.find(
    ({ serviceName, common }) =>
      serviceName === wanted.serviceName && isDeepStrictEqual(common, wanted.common),
  )
  if (same) return same.id
  const row = {
    id: wanted.id,
    source_id: wanted.sourceId,
    service_name: wanted.serviceName,
    name: freeName(wanted.name, new Set(there.map(({ name }) => name))),
    config: JSON.stringify(wanted.common),
    created_at: wanted.createdAt,
    updated_at: wanted.updatedAt,
  }
  await tx.insertInto('templates').values(row).execute()
  return wanted.id
}

/** `gate`, `gate-2`, `gate-3` … */
function freeName(wanted: string, taken: Set<string>): string {
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}
