/** Stop, update and start: what a job reads, writes and looks for is changed while it rests. */
import type { Jobs } from './2-jobs.js'
import { bodyOf } from './2-jobs.js'
import type { Tour } from './tour.js'

export async function changeJobs(tour: Tour, { first, third }: Jobs): Promise<void> {
  tour.chapter('Change: stop, update, start')
  const path = `/v2/{project_id}/tasks/${first}`
  await tour.ask('PUT', `${path}/action/stop`, 200)
  const stopped = await tour.untilState(first, 'STOPPED')
  tour.say(`${stopped.name}: ${stopped.state}`)

  const change = { ...bodyOf(tour, `${tour.prefix}-changed`, [tour.config.stream]), description: 'changed' }
  await tour.ask('PUT', path, 200, change)
  const changed = await tour.job(first)
  tour.check(changed.name === `${tour.prefix}-changed`, `the name is still ${changed.name}`)
  tour.check(changed.description === 'changed', 'the description is still the old one')
  tour.check(changed.state === 'STOPPED', `an update should start nothing; the job is ${changed.state}`)
  tour.say(`now it is called ${changed.name}, and still ${changed.state}`)

  await tour.ask('PUT', `${path}/action/start`, 200)
  const running = await tour.untilState(first, 'RUNNING')
  tour.say(`${running.name}: ${running.state}`)

  if (third === undefined) return
  const v1 = `/v1/{project_id}/infer/tasks/${third}`
  await tour.ask('PUT', `${v1}/action/stop`, 200)
  await tour.untilState(third, 'STOPPED')
  tour.say('the same paths in v1, which VIAS does not have')
  await tour.ask('PUT', v1, 200, bodyOf(tour, `${tour.prefix}-by-v1`, [tour.config.stream]))
  tour.check((await tour.job(third)).name === `${tour.prefix}-by-v1`, 'the name should be the new one')
  tour.say(`now it is called ${tour.prefix}-by-v1`)
  await tour.ask('PUT', `${v1}/action/start`, 200)
  tour.say('and starts again')
}
