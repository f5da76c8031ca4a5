/** The paths of the services before VIAS: a job is addressed below its service. */
import type { Jobs } from './2-jobs.js'
import type { Tour } from './tour.js'
import type { Job, TaskList } from './wire.js'

type LegacyJob = Job & { service_name: string; service_config: unknown }

export async function olderPaths(tour: Tour, { second }: Jobs): Promise<void> {
  if (tour.config.viasOnly) return
  tour.chapter('The same as the services before VIAS have it')
  const jobs = `/v2/{project_id}/services/${tour.config.service}/tasks`
  const job = `${jobs}/${second}`
  const query = new URLSearchParams({ name_like: tour.prefix, order: 'name:ASC', limit: '1', offset: '0' })
  const { body: page } = await tour.ask<TaskList>('GET', `${jobs}?${query}`, 200)
  tour.check(
    page.tasks.length === 1 && page.count >= 2,
    'count should be of all jobs that match, not of the page',
  )
  tour.say(`${page.count} jobs match, ${page.tasks.length} on this page: ${page.tasks[0]?.name}`)

  const { body: details } = await tour.ask<LegacyJob>('GET', job, 200)
  tour.check(
    details.id === second && details.service_name === tour.config.service,
    'wanted the job of the path',
  )
  tour.check('service_config' in details, 'config should be there under its older name, service_config')
  tour.say(`${details.name}: ${details.state}`)

  const { body: updated } = await tour.ask<LegacyJob>('PUT', job, 200, { description: 'north gate' })
  tour.check(updated.description === 'north gate', 'the answer should be the job as it is now')
  tour.check(updated.name === details.name, 'a member that was left out should stay as it was')
  tour.say('an update may hold one member; its answer is the job')

  // What comes after 202 is seen by looking.
  await tour.ask('POST', `${job}/stop`, 202)
  tour.say('stop is taken up')
  await tour.untilState(second, 'STOPPED')
  await tour.ask('POST', `${job}/start`, 202)
  tour.say('start is taken up')
  await tour.untilState(second, 'RUNNING')
  await tour.ask('DELETE', job, 202)
  tour.say('delete is taken up')
  await tour.untilGone(second)
}
