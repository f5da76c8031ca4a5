/** Runs scenarios one after the other on one store, up to the first that breaks a rule. */
import { SecretBox } from '../../security/index.js'
import { openSqliteStores } from '../../store/index.js'
import { START } from '../rig.testing.js'
import { chaos } from './chaos.js'
import { deleteBatches } from './delete-batches.js'
import { furnishStore, furnishWorld } from './furnish.js'
import { Scenario } from './scenario.js'
import { settle } from './settle.js'

/** Lines of the story that a failure tells. */
const TOLD = 80

/** @returns the broken rule, how to repeat it, and what led to it; undefined when all rules held */
export async function runScenarios(first: number, count: number): Promise<string | undefined> {
  const clock = { time: START, now: () => clock.time }
  const stores = await openSqliteStores(':memory:', new SecretBox(Buffer.alloc(32, 7)), clock)
  try {
    await furnishStore(stores)
    for (let seed = first; seed < first + count; seed++) {
      const scenario = new Scenario(seed, stores, clock)
      await furnishWorld(stores, scenario.witness.world)
      await chaos(scenario)
      await settle(scenario)
      await deleteBatches(scenario)
      const { broken, story, jobs } = scenario.witness
      if (broken) {
        const told = story.slice(-TOLD).join('\n')
        return `${broken}\nINTERLEAVINGS_SEED=${seed} INTERLEAVINGS=1 repeats it:\n${told}`
      }
      // The next scenario finds the store empty.
      for (const id of jobs.keys()) await stores.jobs.remove(id)
    }
    return undefined
  } finally {
    await stores.close()
  }
}
