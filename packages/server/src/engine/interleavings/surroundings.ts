/** Sees every commit around the jobs, and gathers what was true for whoever has to know what was so meanwhile. */
import type { Deployment, Order, VideoSource } from '@vigia/core'
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import type { AroundCall } from './crashing-store.js'
import type { Fact, World } from './world.js'

export class Surroundings {
  /** What was true since each call of the engine began that is under way. */
  private readonly calls = new Set<Set<Fact>>()
  /** These, and what others gather. */
  private readonly gathered = new Set<Set<Fact>>()

  constructor(
    private readonly clock: { now(): number },
    readonly world: World,
    private readonly asks: ReadonlySet<Ask | BatchAsk>,
  ) {}

  /** @returns to be called when the call has ended */
  began(): () => void {
    const facts = this.gather()
    this.calls.add(facts)
    return () => {
      this.calls.delete(facts)
      this.forget(facts)
    }
  }

  /** What is true from now on, until the process crashes or the set is forgotten. */
  gather(): Set<Fact> {
    const facts = new Set(this.world.facts(this.clock.now()))
    this.gathered.add(facts)
    return facts
  }

  forget(facts: Set<Fact>): void {
    this.gathered.delete(facts)
  }

  /** Nothing that was under way ever goes on. */
  crashed(): void {
    this.calls.clear()
    this.gathered.clear()
  }

  /** More than one call of the engine is under way. */
  get isBusy(): boolean {
    return this.calls.size > 1
  }

  /** What was true at some time since the longest call under way began. */
  duringCalls(): Set<Fact> {
    return new Set([...this.calls].flatMap((seen) => [...seen]))
  }

  /** Time went on, or something was changed. */
  newFacts(): void {
    const facts = this.world.facts(this.clock.now())
    for (const seen of this.gathered) for (const fact of facts) seen.add(fact)
    for (const ask of this.asks) for (const fact of facts) ask.facts.add(fact)
  }

  /** @returns what is to be told of it; undefined: nothing was changed */
  saw({ store, method, args, answer }: AroundCall): string | undefined {
    const { world } = this
    if (method === 'replace' && answer) world.deployed(args[1] as Deployment)
    else if (method === 'upgraded' && answer) world.upgraded(args[0] as Deployment)
    else if (store === 'orders' && method === 'change' && answer) world.ordered(args[1] as Order)
    else if (method === 'settled' && answer) world.settled(this.clock.now())
    else if (method === 'freeze') world.frozen = 1
    else if (method === 'thaw') world.frozen = world.frozen === 0 ? 0 : 2
    else if (method === 'thawed') world.thawed()
    else if (method === 'changeSource' && answer) this.moved(args[1] as VideoSource)
    else return undefined
    return world.say()
  }

  private moved({ id, input }: VideoSource): void {
    if (input.type === 'url') this.world.cameras.set(id, input.url)
    for (const ask of this.asks) if (ask.on === 'batch') ask.meanwhile.add('camera moved')
  }
}
