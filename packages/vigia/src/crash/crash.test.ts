/**
 * Server, workers and receivers are killed and frozen, the disk is full, the clock jumps: whatever the store has said it
 * keeps reaches its receiver, nothing else does, and what comes twice has one id.
 *
 * `CRASH_SEED=7` befalls the same parts in the same order again, `CRASH_ROUNDS=1000` more often.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom, waitFor } from '@vigia/testing'
import { FAULTS, Faults } from './testing/faults.js'
import { startPlatform } from './testing/platform.js'
import { CHANNELS, type ReceiverLine } from './testing/protocol.js'
import { verdictOn } from './testing/verdict.js'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 50)
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
const ROUND_MS = [40, 180] as const
/** After so many of the rounds it is let be until some more results are stored. */
const LET_BE = 0.15
const SOME = 10
const PATIENCE_MS = 180_000
/** Whatever waits for a later rung of its ladder is due then. */
const STEP_MS = 6 * 3_600_000
const HOLD_MS = 1_000
/** So many rounds hold every fault, and every answer to one. */
const ALL_MET = 100

test(`${ROUNDS} rounds of crashes lose nothing`, async (t) => {
  const again = `again: CRASH_SEED=${SEED} CRASH_ROUNDS=${ROUNDS} node --test packages/vigia/dist/crash/crash.test.js`
  t.diagnostic(again)
  const platform = await startPlatform()
  try {
    const random = seededRandom(SEED)
    const faults = new Faults(platform, random)
    const stored = (): number => platform.emitted().filter(({ what }) => what === 'stored').length
    let seen = 0
    while (faults.history.length < ROUNDS) {
      faults.befall(FAULTS[Math.floor(random() * FAULTS.length)]!)
      await pause(faults.between(ROUND_MS))
      if (random() > LET_BE) continue
      // Faults that meet a platform at a standstill show nothing; and it must come to life again whatever befell it.
      const goesOn = (): boolean => {
        faults.check()
        return stored() > seen + SOME
      }
      await waitFor(goesOn, PATIENCE_MS, `more to be stored; ${again}`)
      seen = stored()
    }
    await faults.over()

    for (const worker of platform.workers) worker.send({ end: true })
    for (const worker of platform.workers) assert.equal(await worker.ended(), 0)
    let kept: ReceiverLine[] = []
    const posted = () => verdictOn(platform.emitted(), platform.received(), ['webhook', 'subscription'])
    const verdict = () => verdictOn(platform.emitted(), [...platform.received(), ...kept], CHANNELS)
    const all = async (): Promise<boolean> => {
      if (posted().lost.length > 0) return false
      kept = await platform.kept()
      return verdict().lost.length === 0
    }
    let moved = performance.now()
    await waitFor(
      () => {
        if (performance.now() - moved > HOLD_MS) {
          platform.jump(STEP_MS)
          moved = performance.now()
        }
        return all()
      },
      PATIENCE_MS,
      `what is stored to arrive; ${again}`,
    ).catch((error: unknown) => {
      const { lost } = verdict()
      throw new Error(`${lost.length} lost, as ${lost.slice(0, 3).join('; ')}`, { cause: error })
    })

    const { invented, renamed, lost: _, ...counts } = verdict()
    t.diagnostic(JSON.stringify(counts))
    assert.deepEqual({ invented, renamed }, { invented: [], renamed: [] }, again)
    await platform.server.kill()
    const stores = await platform.look()
    try {
      const left = (await stores.deliveries.totals()).filter(
        ({ state, count }) => state !== 'delivered' && count > 0,
      )
      // An answer may have been lost with the server: its delivery is repeated, with the id it had.
      for (const { state } of left) assert.equal(state, 'pending', again)
    } finally {
      await stores.close()
    }
    if (ROUNDS < ALL_MET) return
    // All this did happen, and was met.
    for (const fault of FAULTS) assert.ok(faults.history.includes(fault), `${fault}; ${again}`)
    assert.ok(
      Object.values(counts).every((count) => count > 0),
      `${JSON.stringify(counts)}; ${again}`,
    )
  } finally {
    await platform.remove()
  }
})
