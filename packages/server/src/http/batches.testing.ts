/** What the tests of batches share: groups of sources in the store, and calls on batches. */
import { plainGroup, plainSource, uuid } from '@vigia/core/conformance'
import type { Kysely } from 'kysely'
import type { SecretBox } from '../security/index.js'
import type { Tables } from '../store/schema.js'
import { toSourceRow } from '../store/video-rows.js'
import { type Answer, SERVICE, type TestApp } from './test-app.js'

/** Adds sources `camera-<n>` that stand in one group of their project. */
export async function addGroup(t: TestApp, n: number, sources: number[], projectId = t.projectId) {
  for (const source of sources)
    if (!(await t.stores.video.source(projectId, uuid(source))))
      await t.stores.video.addSource(plainSource(source, { projectId }), [], 100_000)
  const group = plainGroup(n, { projectId })
  await t.stores.video.addGroup(group, sources.map(uuid), 200)
  return group
}

/** Adds sources and groups 1 to `groups` with `sources` each, past the checks that would take a minute. */
export async function addGroups(t: TestApp, groups: number, sources: number): Promise<void> {
  // No port takes so many at once: it is asked of the connection itself.
  const { db, secrets } = t.stores.batches as unknown as { db: Kysely<Tables>; secrets: SecretBox }
  for (let group = 1; group <= groups; group++) {
    const numbers = Array.from({ length: sources }, (_, i) => (group - 1) * sources + i + 1)
    const rows = numbers.map((n) => toSourceRow(plainSource(n, { projectId: t.projectId }), secrets))
    await db.insertInto('video_sources').values(rows).execute()
    await t.stores.video.addGroup(plainGroup(group, { projectId: t.projectId }), numbers.map(uuid), groups)
  }
}

type Named = number | string
const idOf = (it: Named): string => (typeof it === 'number' ? uuid(it) : it)

/** A `video_source_group` of a request, by number or id; without sources: all of the group. A pair gives a region. */
export const groupOf = (group: Named, ...sources: (Named | [Named, string])[]) => ({
  video_source_group_id: idOf(group),
  video_source_list: sources.map((source) =>
    Array.isArray(source)
      ? { video_source_id: idOf(source[0]), target_roi: source[1] }
      : { video_source_id: idOf(source) },
  ),
})

/** A body that create accepts when group 1 is there; `change` overwrites members. */
export const batchBody = (change: Record<string, unknown> = {}) => ({
  name: 'yard',
  batch_input: { video_source_group: [groupOf(1)] },
  output: { event_center: true },
  service_name: SERVICE,
  service_version: '1.0',
  ...change,
})

export const inputOf = (...groups: ReturnType<typeof groupOf>[]) => ({
  batch_input: { video_source_group: groups },
})

export function batchCalls(t: TestApp) {
  const batches = `/v2/${t.projectId}/batch-tasks`
  return {
    create: (change: Record<string, unknown> = {}): Promise<Answer> =>
      t.call('POST', batches, batchBody(change)),
    update: (id: string, body: unknown): Promise<Answer> => t.call('PUT', `${batches}/${id}`, body),
    act: (id: string, command: 'start' | 'stop'): Promise<Answer> =>
      t.call('PUT', `${batches}/${id}/action/${command}`),
    remove: (id: string): Promise<Answer> => t.call('DELETE', `${batches}/${id}`),
    list: async (query = ''): Promise<Answer['body']> => (await t.call('GET', `${batches}${query}`)).body,
    members: (id: string) => t.stores.jobs.within({ batchId: id }, undefined, 100_000),
  }
}
