/** Users, ticks, workers, time and crashes, in an order that the dice decide. */
import type { Run } from './fake-worker.js'
import type { Scenario } from './scenario.js'
import { askAnything } from './users.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const STEPS = [20, SECOND, 16 * SECOND, 61 * SECOND, 25 * MINUTE, 3 * 60 * MINUTE] as [number, ...number[]]
/** How often each thing happens; a scenario makes more of some, less of others. */
const WEIGHTS = {
  later: 6,
  fault: 2,
  crash: 1,
  tick: 12,
  claim: 10,
  renew: 6,
  say: 16,
  publish: 6,
  silent: 2,
}

export async function chaos(scenario: Scenario): Promise<void> {
  const { dice, witness, turns } = scenario
  const weights = { ...WEIGHTS }
  for (const what of ['later', 'fault', 'crash', 'claim', 'renew', 'say', 'silent'] as const)
    weights[what] *= dice.pick([0, 1, 1, 3])
  const runs: Run[] = []
  let asks = 4 + dice.below(7)
  for (let step = 60 + dice.below(60); step > 0 && !witness.broken; step--) {
    if (!scenario.life.alive) scenario.boot()
    if (turns.isAnyWaiting && !dice.oneIn(3)) await turns.give()
    else if (asks > 0 && mayAsk(scenario) && dice.oneIn(4)) {
      asks--
      void askAnything(dice, witness, (ask) => scenario.depsOf(ask))
    } else doAnything(scenario, weights, runs)
  }
}

/** Nothing can be asked of a job before there is one. */
function mayAsk({ witness: { isBooting, jobs, asks } }: Scenario): boolean {
  return !isBooting && (jobs.size > 0 || asks.size === 0)
}

/** @param runs all that were ever given out */
function doAnything(scenario: Scenario, weights: typeof WEIGHTS, runs: Run[]): void {
  const { dice, engine, workers, store } = scenario
  const what = dice.weigh(weights)
  const worker = dice.pick(workers)
  // A run of this worker, or now and then any that ever was.
  const run = dice.oneIn(6) ? dice.pick(runs) : worker && dice.pick(worker.held)
  if (what === 'later') scenario.later(dice.pick(STEPS))
  else if (what === 'crash') scenario.crash()
  else if (what === 'fault') store.fault = dice.pick(['before', 'after'])
  else if (worker && what === 'tick') scenario.watch(engine.tick())
  else if (worker && what === 'claim') scenario.watch(worker.claim(dice.below(3), runs))
  else if (worker && what === 'renew') scenario.watch(worker.renew())
  else if (worker && run && what === 'say') scenario.watch(worker.sayAnything(run))
  else if (worker && run && what === 'publish') scenario.watch(worker.publish(run))
  else if (worker && run && what === 'silent') worker.drop(run)
}
