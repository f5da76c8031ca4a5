/** Users, ticks, workers, time and crashes, in an order that the dice decide. */
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import { askOfBatch, questionOfBatch } from './batch-users.js'
import { moveCamera } from './cameras.js'
import type { Run } from './fake-worker.js'
import { OPERATIONS, operate } from './operators.js'
import type { Scenario } from './scenario.js'
import { askAnything, drawHabits } from './users.js'
import { nextBoundary, WINDOWS } from './windows.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const STEPS = [20, SECOND, 16 * SECOND, 61 * SECOND, 25 * MINUTE] as [number, ...number[]]
/** How often each thing happens; a scenario makes more of some, less of others. */
const WEIGHTS = {
  later: 3,
  window: 4,
  fault: 1,
  crash: 1,
  tick: 30,
  work: 30,
  claim: 6,
  renew: 6,
  say: 20,
  publish: 6,
  silent: 2,
  operate: 2,
  move: 3,
}

export async function chaos(scenario: Scenario): Promise<void> {
  const { dice, witness, turns } = scenario
  const weights = { ...WEIGHTS }
  for (const what of [
    'later',
    'window',
    'fault',
    'crash',
    'work',
    'claim',
    'renew',
    'say',
    'silent',
  ] as const)
    weights[what] *= dice.pick([0, 1, 1, 3])
  // Half of the scenarios have no operator: there the jobs meet only each other.
  weights.operate *= dice.pick([0, 0, 1, 3])
  if (!scenario.hasBatches) weights.move = 0
  const habits = drawHabits(dice)
  const patience = dice.pick([2, 8])
  const runs: Run[] = []
  let asks = 4 + dice.below(8)
  for (let step = 120 + dice.below(120); step > 0 && !witness.broken; step--) {
    if (!scenario.life.alive) scenario.boot()
    // The more there is to do, the less comes in: else nothing would ever end.
    if (turns.count > 0 && !dice.oneIn(turns.count + 2)) await turns.give()
    else if (asks > 0 && mayAsk(scenario) && dice.oneIn(patience)) {
      asks--
      const depsOf = (ask: Ask | BatchAsk) => scenario.deps(ask)
      if (scenario.hasBatches && (witness.jobs.size === 0 || dice.oneIn(2)))
        void askOfBatch(questionOfBatch(dice, witness), witness, depsOf)
      else void askAnything(dice, habits, witness, depsOf)
    } else doAnything(scenario, weights, runs)
  }
}

/** Nothing can be asked of a job before there is one. */
function mayAsk({ dice, witness: { isBooting, jobs, asks } }: Scenario): boolean {
  if (isBooting || (jobs.size === 0 && asks.size > 0)) return false
  // A job that nobody has taken up yet is mostly left alone, else none would ever run.
  const isAnyBegun = [...jobs.values()].some(({ state }) => state !== 'PENDING')
  return isAnyBegun || jobs.size === 0 || dice.oneIn(8)
}

/** @param runs all that were ever given out */
function doAnything(scenario: Scenario, weights: typeof WEIGHTS, runs: Run[]): void {
  const { dice, workers, store, clock } = scenario
  const what = dice.weigh(weights)
  const worker = dice.pick(workers)
  // A run of this worker, or now and then any that ever was.
  const run = dice.oneIn(6) ? dice.pick(runs) : worker && dice.pick(worker.held)
  if (what === 'later') scenario.later(dice.pick(STEPS))
  else if (worker && what === 'window') {
    scenario.later(nextBoundary(dice.pick(WINDOWS), clock.now()) - clock.now())
    scenario.watch(scenario.tick())
  } else if (worker && what === 'operate')
    scenario.watch(operate(dice.pick(OPERATIONS), scenario.deps(), dice, scenario.witness))
  else if (worker && what === 'move') scenario.watch(moveCamera(scenario.deps(), dice))
  else if (what === 'crash') scenario.crash()
  else if (what === 'fault') store.fault = dice.pick(['before', 'after'])
  else if (worker && what === 'tick') scenario.watch(scenario.tick())
  else if (worker && what === 'work') scenario.watch(worker.work(runs))
  else if (worker && what === 'claim') scenario.watch(worker.claim(dice.pick([0, 1, 1, 2]), runs))
  else if (worker && what === 'renew') scenario.watch(worker.renew())
  else if (worker && run && what === 'say') scenario.watch(worker.sayAnything(run))
  else if (worker && run && what === 'publish') scenario.watch(worker.publish(run))
  else if (worker && run && what === 'silent') worker.drop(run)
}
