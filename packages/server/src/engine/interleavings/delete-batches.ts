/** At the end every batch can be deleted, whatever a crash left of it, and all that belonged to it goes with it. */
import { PROJECT } from '@vigia/core/conformance'
import { askOf } from './batch-asks.js'
import { askOfBatch } from './batch-users.js'
import { must } from './reasons.js'
import type { Scenario } from './scenario.js'
import { goRound } from './settle.js'

const MOST_ROUNDS = 4

export async function deleteBatches(scenario: Scenario): Promise<void> {
  const { witness, stores } = scenario
  const { batches } = witness
  if (witness.broken) return
  for (const { id } of batches.present) {
    void askOfBatch(askOf('delete', id, {}), witness, (ask) => scenario.deps(ask))
    await scenario.drain()
  }
  for (let round = 0; round < MOST_ROUNDS && batches.present.length > 0; round++) await goRound(scenario)
  for (const id of batches.batches.keys()) {
    const batch = await stores.batches.get(PROJECT, id)
    const members = await stores.jobs.within({ batchId: id }, undefined, 1)
    witness.check(() => must(!batch && members.length === 0, `the batch ${id} cannot be deleted`))
  }
}
