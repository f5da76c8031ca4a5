/** What a job has seen, how it came to its state, and what became of its deliveries: Vigia's own calls. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Jobs } from './2-jobs.js'
import type { Tour } from './tour.js'

/** The stream may be one on which nothing happens, so the tour does not insist on a result. */
const WAIT_MS = 30_000
const POLL_MS = 500

interface Results {
  results: { message_id: string; event_type: number; at: string }[]
}
interface History {
  history: { at: string; from: string; to: string; cause: string; actor: string }[]
}

export async function readResults(tour: Tour, { first }: Jobs): Promise<void> {
  if (tour.config.viasOnly) return
  tour.chapter("History, results, deliveries: Vigia's own")
  const job = `/v2/{project_id}/tasks/${first}`
  const { history } = (await tour.ask<History>('GET', `${job}/history`, 200)).body
  const states = history.map(({ to }) => to)
  for (const state of ['RUNNING', 'STOPPING', 'STOPPED'])
    tour.check(states.includes(state), `the history should tell of ${state}`)
  const stop = history.find(({ to }) => to === 'STOPPING')
  tour.check(
    stop?.actor === tour.config.user,
    `the history should tell that ${tour.config.user} stopped the job`,
  )
  tour.say([history[0]?.from, ...states].join(' → '))

  let newest: Results['results'][number] | undefined
  for (const end = performance.now() + WAIT_MS; !newest && performance.now() < end; ) {
    const { body } = await tour.ask<Results>('GET', `${job}/results?limit=1`, 200)
    newest = body.results[0]
    if (!newest) await sleep(POLL_MS)
  }
  tour.say(
    newest ? `event ${newest.event_type} at ${newest.at}: ${newest.message_id}` : 'nothing seen so far',
  )

  const { body } = await tour.ask<Record<string, number>>('GET', `${job}/deliveries`, 200)
  tour.say(`to the webhook: ${body.delivered} delivered, ${body.pending} waiting, ${body.dead} given up`)
}
