/** Deleting jobs: the id is unknown afterwards. */
import type { Jobs } from './2-jobs.js'
import type { Tour } from './tour.js'

export async function deleteJobs(tour: Tour, { first, second, third }: Jobs): Promise<void> {
  tour.chapter('Delete')
  // The older paths have deleted the second one, unless they were left out.
  for (const id of tour.config.viasOnly ? [first, second] : [first]) {
    await tour.ask('DELETE', `/v2/{project_id}/tasks/${id}`, 200)
    tour.say('a running job is stopped before it goes')
    await tour.untilGone(id)
  }
  // VIAS deletes by v1 too, but has no way to create there.
  if (third === undefined) return
  await tour.ask('DELETE', `/v1/{project_id}/infer/tasks/${third}`, 200)
  tour.say('the same by v1')
  await tour.untilGone(third)
}
