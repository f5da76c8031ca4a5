/** Sees every commit in its order, holds the models of all jobs, and keeps the story for whoever has to read it. */
import type { Job, JobChange } from '@vigia/core'
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import { BatchWitness } from './batch-witness.js'
import type { AroundCall, Call } from './crashing-store.js'
import { JobModel } from './job-model.js'
import { type Around, must, type Said } from './reasons.js'
import { Surroundings } from './surroundings.js'
import type { Fact, World } from './world.js'

export class Witness {
  readonly jobs = new Map<string, JobModel>()
  readonly story: string[] = []
  /** The first broken rule. */
  broken: string | undefined
  isBooting = false
  said: Said[] = []
  readonly asks = new Set<Ask | BatchAsk>()
  readonly around: Surroundings
  readonly batches: BatchWitness

  constructor(
    private readonly clock: { now(): number },
    readonly world: World,
  ) {
    this.around = new Surroundings(clock, world, this.asks)
    this.batches = new BatchWitness(
      this.jobs,
      this.asks,
      (job) => this.make(job),
      (line) => this.note(line),
    )
  }

  /** @param by as `saw` has it */
  sawAround(call: AroundCall, by: Ask | BatchAsk | undefined): void {
    const { store } = call
    this.check(() => {
      if (store === 'batches') this.batches.saw(call, by?.on === 'batch' ? by : undefined)
      else this.note(this.around.saw(call))
    })
    this.around.newFacts()
    if (store === 'batches') for (const ask of this.asks) this.lookFor(ask)
  }

  note(line: string | undefined): void {
    if (line !== undefined) this.story.push(line)
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
    this.around.crashed()
  }

  /** A user's question begins: what may be the reason of its answer is looked at from now on. */
  asked(ask: Ask | BatchAsk): void {
    this.asks.add(ask)
    this.around.newFacts()
    this.lookFor(ask, true)
  }

  /** @param by the user on whose behalf the call was made; undefined: the engine */
  saw(call: Call, by: Ask | BatchAsk | undefined): void {
    this.check(() => this.follow(call, by))
    for (const ask of this.asks) this.lookFor(ask)
  }

  private follow(call: Call, by: Ask | BatchAsk | undefined): void {
    this.around.newFacts()
    const facts = this.around.duringCalls()
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
    const most = this.around.isBusy ? Math.max(2, streams) : streams
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
