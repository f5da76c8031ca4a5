/** Nobody asks any more, workers are willing, time goes on: what every job is at last, its last accepted action explains. */
import { isDeepStrictEqual } from 'node:util'
import type { JobState } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import { detailsOf } from './details.js'
import type { JobModel } from './job-model.js'
import { operate } from './operators.js'
import { must } from './reasons.js'
import { ENDED } from './rules.js'
import type { Scenario } from './scenario.js'
import { calmMoment, lastOpening, nextBoundary } from './windows.js'

/** Longer than a lease and than the longest wait after crashes. */
const ROUND_MS = 61_000
const MOST_ROUNDS = 8

export async function settle(scenario: Scenario): Promise<void> {
  const { witness, dice, clock } = scenario
  await liveOn(scenario)
  if (dice.oneIn(2)) await putRight(scenario)
  scenario.later(calmMoment(clock.now(), dice.pick(['here', 'inside', 'outside'])) - clock.now())
  let unsettled: string[] = []
  for (let round = 0; round < MOST_ROUNDS && !witness.broken; round++) {
    await goRound(scenario)
    unsettled = [...witness.jobs.values()].flatMap((job) => unrest(job, scenario) ?? [])
    for (const { id, isMarked } of witness.batches.present)
      if (isMarked) unsettled.push(`the batch ${id} is to be deleted and is still there`)
    if (round > 0 && unsettled.length === 0) break
  }
  witness.break(unsettled[0])
  if (!witness.broken) for (const job of witness.jobs.values()) await compare(job, scenario)
}

/** Everything that was begun ends, in a process that stays. */
async function liveOn(scenario: Scenario): Promise<void> {
  scenario.store.fault = undefined
  do {
    if (!scenario.life.alive) scenario.boot()
    await scenario.drain()
  } while (!scenario.life.alive)
}

/** The operators let everything run again, in some scenarios. */
async function putRight(scenario: Scenario): Promise<void> {
  const { dice, witness } = scenario
  for (const operation of ['deploy', 'renew', 'thaw'] as const) {
    scenario.watch(operate(operation, scenario.deps(), dice, witness))
    await scenario.drain()
  }
}

export async function goRound(scenario: Scenario): Promise<void> {
  const { workers, witness } = scenario
  if (witness.broken) return
  const all = async (calls: Promise<void>[]): Promise<void> => {
    for (const call of calls) scenario.watch(call)
    await scenario.drain()
  }
  scenario.later(ROUND_MS)
  await all(workers.map((worker) => worker.beWilling()))
  await all([scenario.tick()])
  await all(workers.slice(0, 1).map((worker) => worker.claim(10, [])))
  await all(workers.map((worker) => worker.beWilling()))
}

/** Why a job is not where it is to end up; undefined when it is. */
function unrest(job: JobModel, { clock, workers, witness }: Scenario): string | undefined {
  const now = clock.now()
  const { world } = witness
  const facts = world.facts(now)
  const is = `${job.id.slice(0, 4)} is ${job.state}, its last accepted action wants it to ${job.wanted}; ${facts}`
  const isIn = (state: JobState): string | undefined => (job.state === state ? undefined : is)
  if (job.wanted === 'delete') return job.isGone ? undefined : is
  if (world.service.upgrading || world.frozen === 2) return `${is}, and nobody has followed`
  if (
    job.release !== world.service.version &&
    facts.includes('service runs') &&
    job.release < world.service.version
  )
    return `${is}, and has the old release ${job.release}`
  if (job.wanted === 'stop') return isIn(facts.includes('service runs') ? 'STOPPED' : 'STOPPED_NO_SERVICE')
  if (ENDED.includes(job.state)) {
    const since = Math.max(job.endedAt, job.windowSince)
    const isMissed = job.window && job.isOpen(now) && lastOpening(job.window, now) > since
    return isMissed ? `${is}, and its window has opened since` : undefined
  }
  if (world.frozen === 1) return isIn('FROZEN')
  if (facts.includes('service stopped')) return is
  if (!job.isOpen(now)) return job.state === 'PENDING' ? undefined : `${is}, its window is closed`
  if (job.isOnOrder && facts.includes('order over')) return isIn('LACK_OF_RESOURCES')
  if (job.isOnOrder && job.state === 'LACK_OF_RESOURCES')
    return witness.onOrder() >= world.order.streams ? undefined : `${is}, and the order has a stream`
  const isHeld = workers.some(({ held }) =>
    held.some(({ jobId, epoch }) => jobId === job.id && epoch === job.live?.epoch),
  )
  return job.state === 'RUNNING' && isHeld ? undefined : is
}

/** The store holds what was seen, no more and no less. */
async function compare(job: JobModel, { stores, clock, witness }: Scenario): Promise<void> {
  const now = clock.now()
  const row = await stores.jobs.find(job.id)
  const lease = await stores.jobs.lease(job.id)
  const history = await stores.jobs.history(job.id)
  const results = await stores.results.list(PROJECT, job.id, 100)
  witness.check(() => {
    const { id, window } = job
    if (job.isGone) {
      const left = { row: row?.id, lease, history: history.length, results: results.length }
      must(!row && !lease && history.length + results.length === 0, `${id}: left ${JSON.stringify(left)}`)
      return
    }
    must(row, `${id} is lost`)
    const isTold = !['LACK_OF_RESOURCES', 'FROZEN', 'STOPPED_NO_SERVICE'].includes(job.state)
    must(isTold || row.status, `${id} is ${job.state} and does not say why`)
    must(row.serviceVersion === job.release, `${id} has release ${row.serviceVersion}, seen ${job.release}`)
    const path = history.map(({ from, to }) => `${from}>${to}`)
    must(path.join() === job.path.join(), `${id}: history ${path}, seen ${job.path}`)
    path.forEach((line, i) => {
      const from = line.split('>')[0]
      must(from === (path[i - 1]?.split('>')[1] ?? 'PENDING'), `${id}: history has a gap: ${path}`)
    })
    must(isDeepStrictEqual(lease, job.live), `${id}: ${JSON.stringify({ lease, live: job.live })}`)
    const isArmed = window !== undefined && job.wanted === 'run'
    const desired = job.wanted !== 'run' ? job.wanted : job.isOpen(now) ? 'run' : 'rest'
    const stored = [row.state, row.desired, detailsOf(row), row.generation, row.nextAt]
    const nextAt = isArmed ? nextBoundary(window, now) : undefined
    const expected = [job.state, desired, job.details, job.generation, nextAt]
    const both = JSON.stringify({ stored, expected })
    must(isDeepStrictEqual(stored, expected), `${id}: ${both}`)
    const isResting = job.state === 'PENDING' && desired === 'rest'
    must(!isResting || /next window/.test(row.status ?? ''), `${id} rests and says ${row.status}`)
  })
}
