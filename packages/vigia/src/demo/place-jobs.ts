/** Puts the demo's jobs onto a server that is up, and keeps them over a restart. */

import { setTimeout as sleep } from 'node:timers/promises'
import { VigiaClient } from '@vigia/sdk'
import type { DemoJob } from './jobs.js'

const PREFIX = 'demo-'
/** A running job is stopped before it is gone. */
const DELETE_MS = 30_000
const POLL_MS = 200

export interface PlacedJobs {
  /** Job names by id. */
  names: Map<string, string>
}

/**
 * Leaves the jobs of an earlier start as they are when they still fit; else they are made anew.
 * @param stillFit whether an earlier start made these very jobs
 * @throws VigiaError when the sign-in or a call is refused
 */
export async function placeJobs(
  jobs: DemoJob[],
  server: { baseUrl: string; password: string; projectId: string },
  stillFit: boolean,
): Promise<PlacedJobs> {
  const client = new VigiaClient({ baseUrl: server.baseUrl })
  await client.signIn({ username: 'admin', password: server.password, project: server.projectId })
  const names = new Map<string, string>()
  const before = await idsByName(client, jobs)
  for (const { serviceName, body } of jobs) {
    const old = before.get(body.name)
    if (old !== undefined && stillFit) {
      names.set(old, body.name)
      continue
    }
    if (old !== undefined) await remove(client, jobs, body.name, old)
    const { tasks } = await client.jobs.create(serviceName, body)
    for (const { id } of tasks) names.set(id, body.name)
  }
  return { names }
}

async function idsByName(client: VigiaClient, jobs: DemoJob[]): Promise<Map<string, string>> {
  const { tasks } = await client.jobs.list({ task_name: PREFIX, page_size: 1000 })
  const wanted = new Set(jobs.map(({ body }) => body.name))
  return new Map(tasks.filter(({ name }) => wanted.has(name)).map(({ id, name }) => [name, id]))
}

async function remove(client: VigiaClient, jobs: DemoJob[], name: string, id: string): Promise<void> {
  await client.jobs.delete(id)
  const deadline = performance.now() + DELETE_MS
  while ((await idsByName(client, jobs)).get(name) === id) {
    if (performance.now() > deadline)
      throw new Error(`the job ${name} of an earlier start could not be deleted within ${DELETE_MS / 1000} s`)
    await sleep(POLL_MS)
  }
}
