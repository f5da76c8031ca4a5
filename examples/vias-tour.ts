/** A walk through VIAS's job and sign-in calls with nothing but `fetch`; ends with 1 where the server behaves otherwise. */

import { signIn, signOut } from './vias-tour/1-sign-in.js'
import { createJobs, listJobs, lookAtOne } from './vias-tour/2-jobs.js'
import { changeJobs } from './vias-tour/3-change.js'
import { olderPaths } from './vias-tour/4-older-paths.js'
import { onASchedule } from './vias-tour/5-schedule.js'
import { readErrors } from './vias-tour/6-errors.js'
import { readResults } from './vias-tour/7-results.js'
import { deleteJobs } from './vias-tour/8-delete.js'
import { readConfig, USAGE } from './vias-tour/config.js'
import { Tour } from './vias-tour/tour.js'

async function walk(tour: Tour): Promise<void> {
  await signIn(tour)
  const jobs = await createJobs(tour)
  await lookAtOne(tour, jobs)
  await listJobs(tour, jobs)
  await changeJobs(tour, jobs)
  await olderPaths(tour, jobs)
  await onASchedule(tour)
  await readErrors(tour, jobs)
  await readResults(tour, jobs)
  await deleteJobs(tour, jobs)
  await signOut(tour)
}

const config = readConfig(process.argv.slice(2), process.env)
if (typeof config === 'string') {
  const isHelp = config === ''
  ;(isHelp ? console.log : console.error)(`${config}\n\n${USAGE}`.trim())
  process.exit(isHelp ? 0 : 2)
}
const tour = new Tour(config)
try {
  await walk(tour)
  console.log(`\nAll ${tour.steps} steps were answered as expected.`)
} catch (error) {
  console.error(`\nThe tour ends here: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
  await tour.removeWhatIsLeft()
}
