/** Sees every commit in its order, holds the models of all jobs, and keeps the story for whoever has to read it. */
import type { Deployment, Job, JobChange, Order, VideoSource } from '@vigia/core'
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import { BatchWitness } from './batch-witness.js'
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
  readonly asks = new Set<Ask | BatchAsk>()
  readonly batches: BatchWitness

  /** What was true around the jobs since each call of the engine began that is under way. */
  private readonly calls = new Set<Set<Fact>>()
  /** These, and what others gather. */
  private readonly gathered = new Set<Set<Fact>>()

  constructor(
    private readonly clock: { now(): number },
    readonly world: World,
  ) {
    this.batches = new BatchWitness(
      this.jobs,
      this.asks,
      (job) => this.make(job),
      (line) => this.note(line),
    )
  }

  /** @returns to be called when the call has ended */
  began(): () => void {
    const facts = this.gather()
    this.calls.add(facts)
    return () => {
      this.calls.delete(facts)
      this.gathered.delete(facts)
    }
  }

  /** What is true around the jobs from now on, until the process crashes or the set is forgotten. */
  gather(): Set<Fact> {
    const facts = new Set(this.world.facts(this.clock.now()))
    this.gathered.add(facts)
    return facts
  }

  forget(facts: Set<Fact>): void {
    this.gathered.delete(facts)
  }

  /** Time went on, or something around the jobs was changed. */
  newFacts(): void {
    const facts = this.world.facts(this.clock.now())
    for (const seen of this.gathered) for (const fact of facts) seen.add(fact)
    for (const ask of this.asks) for (const fact of facts) ask.facts.add(fact)
  }

  /** @param by as `saw` has it */
  sawAround(call: AroundCall, by: Ask | BatchAsk | undefined): void {
    const { store, method, args, answer } = call
    const { world } = this
    this.check(() => {
      if (store === 'batches') return this.batches.saw(call, by?.on === 'batch' ? by : undefined)
      if (method === 'replace' && answer) world.deployed(args[1] as Deployment)
      else if (method === 'upgraded' && answer) world.upgraded(args[0] as Deployment)
      else if (store === 'orders' && method === 'change' && answer) world.ordered(args[1] as Order)
      else if (method === 'settled' && answer) world.settled(this.clock.now())
      else if (method === 'freeze') world.frozen = 1
      else if (method === 'thaw') world.frozen = world.frozen === 0 ? 0 : 2
      else if (method === 'thawed') world.thawed()
      else if (method === 'changeSource' && answer) this.moved(args[1] as VideoSource)
      else return
      const { service, order, frozen } = world
      this.note(
        `  around: release ${service.version} ${service.wanted}${service.upgrading ? ', followed' : ''}; order ${order.state}, ${order.streams}; frozen ${frozen}`,
      )
    })
    this.newFacts()
    if (store === 'batches') for (const ask of this.asks) this.lookFor(ask)
  }

  private moved({ id, input }: VideoSource): void {
    if (input.type === 'url') this.world.cameras.set(id, input.url)
    this.note(`  around: camera ${id.slice(-1)} is at ${this.world.cameras.get(id)}`)
    for (const ask of this.asks) if (ask.on === 'batch') ask.meanwhile.add('camera moved')
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
    this.gathered.clear()
  }

  /** A user's question begins: what may be the reason of its answer is looked at from now on. */
  asked(ask: Ask | BatchAsk): void {
    this.asks.add(ask)
    this.newFacts()
    this.lookFor(ask, true)
  }

  /** @param by the user on whose behalf the call was made; undefined: the engine */
  saw(call: Call, by: Ask | BatchAsk | undefined): void {
    this.check(() => this.follow(call, by))
    for (const ask of this.asks) this.lookFor(ask)
  }

  private follow(call: Call, by: Ask | BatchAsk | undefined): void {
    this.newFacts()
    const facts = new Set([...this.calls].flatMap((seen) => [...seen]))
    const isDoomed = (batchId: string | undefined) => this.batches.isMarked(batchId)
    const around = { now: this.clock.now(), isBooting: this.isBooting, said: this.said, facts, isDoomed }
    if (call.method === 'insert') {
      must(by?.on === 'job' && by.kind === 'create', 'jobs were made, and no user asked for any')
      for (const made of call.args[0]) {
        by.commits.push(made.id)
        this.make(made)
      }
    } else if (call.method === 'change' && call.answer) {
      this.changed(call.args[0], by, around)
    } else if (call.method === 'changeAll') {
      for (const [i, change] of call.args[0].entries()) if (call.answer[i]) this.changed(change, by, around)
    } else if (call.method === 'replaceSpec' && call.answer) {
      const [job, , plan] = call.args
      this.updated(job, plan?.desired, by)
    } else if (call.method === 'replaceAll') {
      for (const [i, { job, plan }] of call.args[0].entries())
        if (call.answer[i] === 'done') this.updated(job, plan?.desired, by)
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

  private changed(change: JobChange, by: Ask | BatchAsk | undefined, around: Around): void {
    this.note(`  ${change.jobId.slice(0, 4)} ${change.expectState} → ${change.state} (${change.cause})`)
    by?.commits.push(change.jobId)
    this.job(change.jobId).changed(change, by, around)
  }

  private updated(job: Job, desired: Job['desired'] | undefined, by: Ask | BatchAsk | undefined): void {
    this.note(`  ${job.id.slice(0, 4)} updated`)
    by?.commits.push(job.id)
    this.job(job.id).updated(job, desired, by, this.clock.now())
    this.mustBeAlone(job)
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
    must(!this.others(id).some((other) => other.details.name === name), `two jobs have the name ${name}`)
  }

  private others(id: string | undefined): JobModel[] {
    return [...this.jobs.values()].filter((job) => job.id !== id && !job.isGone)
  }

  private lookFor(ask: Ask | BatchAsk, isNew = false): void {
    if (ask.on === 'batch') {
      this.batches.lookFor(ask, isNew)
      return
    }
    const job = ask.jobId === undefined ? undefined : this.jobs.get(ask.jobId)
    ask.seen.add(!job || job.isGone ? 'gone' : job.state)
    ask.wasNameTaken ||= this.others(ask.jobId).some(({ details }) => details.name === ask.patch.name)
  }
}
