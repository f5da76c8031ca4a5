/** Creating jobs in both editions, their details, and lists with filters, pages and order. */
import type { Tour } from './tour.js'
import type { CreatedTasks, Job, TaskList } from './wire.js'

/** Ids of the tour's jobs. */
export interface Jobs {
  /** Made by one request with two inputs. */
  first: string
  second: string
  /** Made by the v1 address; undefined without what Vigia adds, because VIAS creates by v2 only. */
  third: string | undefined
}

/** A create body for one job per address. */
export function bodyOf(tour: Tour, name: string, urls: string[]): object {
  const { webhook, serviceVersion } = tour.config
  return {
    name,
    description: 'made by the VIAS tour',
    service_version: serviceVersion,
    input: { type: 'url', data: urls.map((url) => ({ url })) },
    output: {
      event_center: true,
      ...(webhook ? { webhook: { url: webhook, headers: { 'x-tour': tour.prefix } } } : {}),
    },
    config: { common: {} },
  }
}

export async function createJobs(tour: Tour): Promise<Jobs> {
  const { service, stream, viasOnly } = tour.config
  tour.chapter('Create: a job is one algorithm on one input, and starts by itself')
  const create = async (path: string, body: object, wanted: number): Promise<string[]> => {
    const ids = (await tour.ask<CreatedTasks>('POST', path, 200, body)).body.tasks.map(({ id }) => id)
    tour.remember(...ids)
    tour.check(ids.length === wanted, `wanted ${wanted} job(s), got ${ids.length}`)
    return ids
  }
  const two = bodyOf(tour, `${tour.prefix}-pair`, [stream, stream])
  const [first = '', second = ''] = await create(`/v2/{project_id}/services/${service}/tasks`, two, 2)
  tour.say(`two inputs, two jobs: ${first} and ${second}`)
  if (viasOnly) return { first, second, third: undefined }
  const one = bodyOf(tour, `${tour.prefix}-single`, [stream])
  const [third = ''] = await create(`/v1/{project_id}/infer/services/${service}/tasks`, one, 1)
  tour.say(`the same by v1, which VIAS does not have: ${third}`)
  return { first, second, third }
}

export async function lookAtOne(tour: Tour, { first }: Jobs): Promise<void> {
  tour.chapter('Details: what is the job, how is it, and why')
  await tour.untilState(first, 'RUNNING')
  const { body: running } = await tour.ask<Job>('GET', `/v2/{project_id}/tasks/${first}`, 200)
  tour.check(running.name.startsWith(`${tour.prefix}-pair`), `the name is ${running.name}`)
  tour.check(running.project_id === tour.projectId, 'project_id should be that of the path')
  tour.say(`${running.name}: ${running.state}, ${running.title} on ${running.video_source_name}`)
  const { body: v1 } = await tour.ask<Job>('GET', `/v1/{project_id}/infer/tasks/${first}`, 200)
  for (const member of ['id', 'name', 'state', 'created_at', 'title'] as const)
    tour.check(v1[member] === running[member], `${member} should be alike in both editions`)
  tour.say('the same job by v1')
  const secret = new URL(tour.config.stream).password
  tour.check(!secret || !JSON.stringify(v1).includes(secret), "the camera's password should not be shown")
}

export async function listJobs(tour: Tour, jobs: Jobs): Promise<void> {
  tour.chapter('Lists: newest first, ten on a page')
  const mine = [jobs.first, jobs.second, jobs.third].filter((id) => id !== undefined)
  const list = async (path: string, query: Record<string, string>): Promise<TaskList> =>
    (await tour.ask<TaskList>('GET', `${path}?${new URLSearchParams(query)}`, 200)).body
  const idsOf = ({ tasks }: TaskList): string[] => tasks.map(({ id }) => id)
  const isMine = (page: TaskList): boolean => idsOf(page).toSorted().join() === mine.toSorted().join()

  for (const path of ['/v1/{project_id}/infer/tasks', '/v2/{project_id}/tasks']) {
    const page = await list(path, { task_name: tour.prefix })
    tour.check(isMine(page) && page.count === mine.length, `wanted the ${mine.length} jobs of this tour`)
    tour.say(`${page.count} jobs with ${tour.prefix} in their names`)
  }
  const v2 = '/v2/{project_id}/tasks'
  const up = await list(v2, { task_name: tour.prefix, sort_dir: 'asc' })
  const times = up.tasks.map(({ created_at }) => Number(created_at))
  tour.check(
    times.join() === times.toSorted((a, b) => a - b).join(),
    'sort_dir=asc should begin with the oldest',
  )
  tour.say(`the oldest first: ${up.tasks.map(({ name }) => name).join(', ')}`)
  const running = await list(v2, { task_name: tour.prefix, task_state: 'RUNNING', page_size: '5' })
  tour.check(
    running.page_size === 5 && running.tasks.every(({ state }) => state === 'RUNNING'),
    'wanted only RUNNING jobs, 5 on a page',
  )
  tour.check(idsOf(running).includes(jobs.first), 'the running job should be listed')
  tour.say(`${running.count} of them RUNNING`)
  const beyond = await list(v2, { task_name: tour.prefix, page: '2' })
  tour.check(beyond.page === 2 && beyond.count === 0, 'wanted nothing on the second page')
  const { viasOnly } = tour.config
  tour.check(viasOnly || beyond.total === mine.length, `total should be ${mine.length} on every page`)
  tour.say(`count is of the page: 0${viasOnly ? '' : `; total, Vigia's own, of all: ${beyond.total}`}`)
}
