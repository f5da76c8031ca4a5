/** Sees every commit in its order, holds the models of all jobs, and keeps the story for whoever has to read it. */
import type { Deployment, Job, JobChange, Order } from '@vigia/core'
import type { Ask } from './asks.js'
import type { AroundCall, Call } from './crashing-store.js'
import { JobModel } from './job-model.js'
import { type Around, must, type Said } from './reasons.js'
import type { Fact, World } from './world.js'

export class Witness {
  readonly jobs = new Map<string, JobModel>()
  readonly story: string[] = []
  /** The first broken rule. */
  broken: string | undefined
  isBooting = false
  said: Said[] = []
  readonly asks = new Set<Ask>()

  /** What was true around the jobs since each call of the engine began that is under way. */
  private readonly calls = new Set<Set<Fact>>()

  constructor(
    private readonly clock: { now(): number },
    readonly world: World,
  ) {}

  /** @returns to be called when the call has ended */
  began(): () => void {
    const facts = new Set(this.world.facts(this.clock.now()))
    this.calls.add(facts)
    return () => this.calls.delete(facts)
  }

  /** Time went on, or something around the jobs was changed. */
  newFacts(): void {
    const facts = this.world.facts(this.clock.now())
    for (const seen of this.calls) for (const fact of facts) seen.add(fact)
    for (const ask of this.asks) for (const fact of facts) ask.facts.add(fact)
  }

  sawAround({ store, method, args, answer }: AroundCall): void {
    const { world } = this
    this.check(() => {
      if (method === 'replace' && answer) world.deployed(args[1] as Deployment)
      else if (method === 'upgraded' && answer) world.upgraded(args[0] as Deployment)
      else if (store === 'orders' && method === 'change' && answer) world.ordered(args[1] as Order)
      else if (method === 'settled' && answer) world.settled(this.clock.now())
      else if (method === 'freeze') world.frozen = 1
      else if (method === 'thaw') world.frozen = world.frozen === 0 ? 0 : 2
      else if (method === 'thawed') world.thawed()
      else return
      const { service, order, frozen } = world
      this.note(
        `  around: release ${service.version} ${service.wanted}${service.upgrading ? ', followed' : ''}; order ${order.state}, ${order.streams}; frozen ${frozen}`,
      )
    })
    this.newFacts()
  }

  note(line: string): void {
    this.story.push(line)
  }

  /** Takes down the first broken rule; the scenario ends with it. */
  check(what: () => void): void {
    try {
      what()
    } catch (error) {
      this.break(error instanceof Error ? error.message : String(error))
    }
  }

  break(rule: string | undefined): void {
    this.broken ??= rule
  }

  /** From now on nobody can know whether a run is alive but by its lease. */
  booted(): void {
    this.isBooting = false
    for (const { id, live } of this.jobs.values())
      if (live) this.break(`${id} was not taken back from ${live.owner} of the process before`)
  }

  /** Nothing that was under way ever goes on. */
  crashed(): void {
    this.asks.clear()
    this.calls.clear()
  }

  /** A user's question begins: what may be the reason of its answer is looked at from now on. */
  asked(ask: Ask): void {
    this.asks.add(ask)
    this.newFacts()
    this.lookFor(ask)
  }

  /** @param by the user on whose behalf the call was made; undefined: the engine */
  saw(call: Call, by: Ask | undefined): void {
    this.check(() => this.follow(call, by))
    for (const ask of this.asks) this.lookFor(ask)
  }

  private follow(call: Call, by: Ask | undefined): void {
    this.newFacts()
    const facts = new Set([...this.calls].flatMap((seen) => [...seen]))
    const around = { now: this.clock.now(), isBooting: this.isBooting, said: this.said, facts }
    if (call.method === 'insert') {
      must(by?.kind === 'create', 'jobs were made, and no user asked for any')
      by.commits++
      for (const made of call.args[0]) this.make(made)
    } else if (call.method === 'change' && call.answer) {
      this.changed(call.args[0], by, around)
    } else if (call.method === 'changeAll') {
      for (const [i, change] of call.args[0].entries()) if (call.answer[i]) this.changed(change, by, around)
    } else if (call.method === 'replaceSpec' && call.answer) {
      const [job, , plan] = call.args
      this.note(`  ${job.id.slice(0, 4)} updated`)
      if (by) by.commits++
      this.job(job.id).updated(job, plan?.desired, by, around.now)
      this.mustBeAlone(job)
    } else if (call.method === 'claim' && call.answer) {
      const lease = call.answer
      this.note(`  ${lease.jobId.slice(0, 4)} claimed by ${lease.owner}, epoch ${lease.epoch}`)
      this.job(lease.jobId).claimed(lease, call.args[1], around)
      this.mustHaveStream(this.job(lease.jobId), facts)
    } else if (call.method === 'renew') {
      const [owner, held, ttl] = call.args
      for (const id of call.answer) this.job(id).renewed(owner, held, around.now, ttl)
    } else if (call.method === 'remove') {
      this.note(`  ${call.args[0].slice(0, 4)} removed`)
      this.job(call.args[0]).removed(around)
    } else if (call.method === 'append') {
      const [id, epoch] = call.args
      const live = this.job(id).live?.epoch
      must(call.answer === (epoch === live), `results of epoch ${epoch}: ${call.answer}; ${live} is alive`)
    }
  }

  /** A claim passes no limit, whatever happens at the same moment. */
  private mustHaveStream(job: JobModel, facts: ReadonlySet<Fact>): void {
    if (!job.isOnOrder || job.state !== 'SCHEDULING') return
    must(facts.has('order valid'), `${job.id} was given out on an order that is over`)
    const { streams } = this.world.order
    // An order may since have been renewed with fewer.
    const most = this.calls.size > 1 ? Math.max(2, streams) : streams
    must(this.onOrder() <= most, `${this.onOrder()} jobs have a stream of an order of ${streams}`)
  }

  /** Jobs that have a stream of the order. */
  onOrder(): number {
    return [...this.jobs.values()].filter((job) => job.isOnOrder && !job.isGone && job.hasStream).length
  }

  private changed(change: JobChange, by: Ask | undefined, around: Around): void {
    this.note(`  ${change.jobId.slice(0, 4)} ${change.expectState} → ${change.state} (${change.cause})`)
    if (by) by.commits++
    this.job(change.jobId).changed(change, by, around)
  }

  private job(id: string): JobModel {
    const job = this.jobs.get(id)
    must(job, `a call names the unknown job ${id}`)
    return job
  }

  private make(made: Job): void {
    this.note(`  ${made.id.slice(0, 4)} made, ${made.name}`)
    must(!this.jobs.has(made.id), `${made.id} was made twice`)
    this.mustBeAlone(made)
    this.jobs.set(made.id, new JobModel(made))
  }

  private mustBeAlone({ id, name }: Job): void {
    must(!this.others(id).some((other) => other.name === name), `two jobs have the name ${name}`)
  }

  private others(id: string | undefined): JobModel[] {
    return [...this.jobs.values()].filter((job) => job.id !== id && !job.isGone)
  }

  private lookFor(ask: Ask): void {
    const job = ask.jobId === undefined ? undefined : this.jobs.get(ask.jobId)
    ask.seen.add(!job || job.isGone ? 'gone' : job.state)
    ask.wasNameTaken ||= this.others(ask.jobId).some(({ name }) => name === ask.patch.name)
  }
}
