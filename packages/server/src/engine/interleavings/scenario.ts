/** The server of one scenario, which may crash and start anew on the same store, with its workers, clock and witness. */
import { type DataStreams, QUOTAS, type ResultStore } from '@vigia/core'
import { MemoryBlobs, NO_DEVICES } from '@vigia/core/conformance'
import type { Stores } from '../../store/index.js'
import { type BatchDeps, finishBatches } from '../../use-cases/index.js'
import { Engine } from '../engine.js'
import { resolveSource } from '../resolve-source.js'
import { LEASE_MS, START } from '../rig.testing.js'
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import { firstAddresses } from './cameras.js'
import { type AroundStores, CrashingStore, isInjected } from './crashing-store.js'
import { Dice } from './dice.js'
import { FakeWorker } from './fake-worker.js'
import type { OperatorsDeps } from './operators.js'
import { type Life, quiet, Turns } from './turns.js'
import { ALGORITHMS } from './users.js'
import { Witness } from './witness.js'
import { World } from './world.js'

/** Nobody looks at pictures here. */
const noViews = {
  latest: () => ({ picture: undefined, status: '' }),
  close: () => undefined,
  once: async () => ({ reason: '' }),
}
/** No job has a data stream here. */
const noDataStreams: DataStreams = {
  backend: 'built-in',
  exists: async () => true,
  put: async () => [],
  close: async () => undefined,
}
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export class Scenario {
  readonly dice: Dice
  /** Whether its users have batches. */
  readonly hasBatches: boolean
  readonly witness: Witness
  readonly turns: Turns
  readonly store: CrashingStore
  /** The present process. */
  life: Life = { alive: false }
  engine!: Engine
  /** As the process steps through what is to be done. */
  tick!: () => Promise<void>
  workers: FakeWorker[] = []

  /** @param clock shared with the store, which outlives scenarios */
  constructor(
    seed: number,
    readonly stores: Stores,
    readonly clock: { time: number; now(): number },
  ) {
    this.dice = new Dice(seed)
    this.clock.time = START + this.dice.below(4 * 60) * 60_000
    this.hasBatches = this.dice.oneIn(4)
    const until = this.clock.time + this.dice.pick([1, 3, 30]) * 3_600_000
    this.witness = new Witness(clock, new World(until, this.hasBatches ? firstAddresses() : new Map()))
    this.turns = new Turns(this.dice)
    this.store = new CrashingStore(stores, this.turns, this.dice)
  }

  /** Lets everything that waits go on until nothing does. */
  async drain(): Promise<void> {
    do {
      while (this.turns.count > 0) await this.turns.give()
      // Use cases make room for others between their pages; the second time they have gone on.
      await quiet()
      await quiet()
    } while (this.turns.count > 0)
  }

  /** A new process on the same store: nothing but taking back happens until that is done. */
  boot(): void {
    const life = { alive: true }
    this.life = life
    const jobs = this.store.handle(life, (call) => this.witness.saw(call, undefined))
    const around = this.around()
    const clock = this.clock
    this.engine = new Engine({
      jobs,
      results: jobs as unknown as ResultStore,
      blobs: new MemoryBlobs(),
      ...around,
      projects: around.identity,
      clock,
      wallClock: clock,
      log,
      resolve: resolveSource(around),
      leaseMs: LEASE_MS,
      onPlace: () => undefined,
      onResults: () => undefined,
    })
    const { engine } = this
    this.tick = async () => {
      await engine.tick()
      if (this.hasBatches) await finishBatches({ batches: around.batches, jobs, clock })
    }
    this.witness.note('process started')
    this.witness.isBooting = true
    const name = this.dice.hex32().slice(0, 3)
    const hire = (n: number) => new FakeWorker(`worker-${name}-${n}`, this.engine, this.witness, this.dice)
    this.watch(
      this.engine.takeBackAll().then(
        () => {
          this.witness.booted()
          this.workers = [hire(1), hire(2)]
        },
        (error: unknown) => {
          this.crash()
          throw error
        },
      ),
    )
  }

  /** Errors of the store may end any call of the engine; others may not. */
  watch(call: Promise<void>): void {
    const ended = this.witness.around.began()
    call.then(ended, (error: unknown) => {
      ended()
      this.witness.note(`failed: ${error}`)
      if (!isInjected(error)) this.witness.break(String(error))
    })
  }

  crash(): void {
    this.witness.note('process crashed')
    this.turns.kill(this.life)
    this.store.fault = undefined
    this.workers = []
    this.witness.said = []
    this.witness.crashed()
  }

  later(ms: number): void {
    this.clock.time += ms
    this.witness.around.newFacts()
    this.witness.note(`${ms} ms later: ${new Date(this.clock.time).toISOString()}`)
  }

  /** The stores around the jobs, as the present process sees them. */
  private around(by?: Ask | BatchAsk): AroundStores {
    return this.store.around(this.life, (call) => this.witness.sawAround(call, by))
  }

  /**
   * What use cases get.
   * @param by whose question they work on; undefined: operators, who change nothing of the jobs
   */
  deps(by?: Ask | BatchAsk): OperatorsDeps & BatchDeps {
    const { life } = this
    const check = () => this.turns.take(life)
    return {
      jobs: this.store.handle(life, (call) => this.witness.saw(call, by)),
      ...this.around(by),
      clock: this.clock,
      ids: { hex32: () => this.dice.hex32() },
      algorithms: ALGORITHMS,
      models: { standard: 'test', known: async () => [{ name: 'test', labels: ['person'] }] },
      quotaOf: async (_, name) => QUOTAS[name],
      checkWebhook: check,
      checkMedia: check,
      onvif: NO_DEVICES,
      openStore: () => {
        throw new Error('nobody reads objects here')
      },
      streamBackend: noDataStreams,
      views: noViews,
      log,
      unwrittenStatus: () => undefined,
      forgetSignedIn: () => undefined,
      // A hint; polling must suffice.
      wake: () => undefined,
    }
  }
}
