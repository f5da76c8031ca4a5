/** A job on a schedule: armed by create, waiting between its windows, disarmed by stop. */
import { bodyOf } from './2-jobs.js'
import type { Tour } from './tour.js'
import type { CreatedTasks, Job } from './wire.js'

const DAY_MS = 86_400_000

export async function onASchedule(tour: Tour): Promise<void> {
  const { service, stream, viasOnly } = tour.config
  tour.chapter('A schedule: the job runs in its windows only')
  // The day after the day after tomorrow, so that it is not open now, whatever the clock reads.
  const day = new Date(Date.now() + 3 * DAY_MS)
  const schedule = {
    type: 'weekly',
    timezone: '+00:00',
    days_of_week: [day.getUTCDay() || 7],
    periods: [[{ begin_at: '08:00:00', end_at: '18:00:00' }]],
  }
  const { body } = await tour.ask<CreatedTasks>('POST', `/v2/{project_id}/services/${service}/tasks`, 200, {
    ...bodyOf(tour, `${tour.prefix}-office-hours`, [stream]),
    schedule,
  })
  const id = body.tasks[0]?.id ?? ''
  tour.remember(id)
  const armed = await tour.job(id)
  tour.check(armed.schedule_status === 'ACTIVATED', `schedule_status should be ACTIVATED: create arms it`)
  tour.check(isAlike(armed, schedule), 'the schedule should come back as it was given')
  tour.check(armed.state === 'PENDING', `between its windows the job should be PENDING, not ${armed.state}`)
  tour.say(`${armed.state}, schedule ${armed.schedule_status}${armed.status ? `: ${armed.status}` : ''}`)
  const begins = `${day.toISOString().slice(0, 10)} 08:00:00`
  tour.check(viasOnly || !!armed.status?.includes(begins), `status should name the next window, ${begins}`)

  await tour.ask('PUT', `/v2/{project_id}/tasks/${id}/action/stop`, 200)
  const disarmed = await tour.untilState(id, 'STOPPED')
  tour.check(disarmed.schedule_status === 'INACTIVATED', 'stop should disarm the schedule')
  tour.say(`stopped it is ${disarmed.state}, schedule ${disarmed.schedule_status}: no window opens it`)
  await tour.ask('DELETE', `/v2/{project_id}/tasks/${id}`, 200)
  await tour.untilGone(id)
}

function isAlike({ schedule }: Job, given: object): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).toSorted())
  return typeof schedule === 'object' && schedule !== null && sorted(schedule) === sorted(given)
}
