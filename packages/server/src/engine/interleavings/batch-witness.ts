/** Sees every commit of batches, and what is true around the questions that are asked of them. */
import { isDeepStrictEqual } from 'node:util'
import type { Batch, Job, MemberOutcome, NewMember } from '@vigia/core'
import type { Ask } from './asks.js'
import { type BatchAsk, sayBatch } from './batch-asks.js'
import type { AroundCall } from './crashing-store.js'
import { updatedBy } from './details.js'
import type { JobModel } from './job-model.js'
import { must } from './reasons.js'

/** One batch as it must be. */
export interface BatchModel {
  id: string
  name: string
  generation: number
  /** It is to go with its last member. */
  isMarked: boolean
  isGone: boolean
}

export class BatchWitness {
  readonly batches = new Map<string, BatchModel>()

  constructor(
    private readonly jobs: ReadonlyMap<string, JobModel>,
    private readonly asks: ReadonlySet<Ask | BatchAsk>,
    private readonly make: (job: Job) => void,
    private readonly note: (line: string) => void,
  ) {}

  /** Those that are there. */
  get present(): BatchModel[] {
    return [...this.batches.values()].filter(({ isGone }) => !isGone)
  }

  isMarked(id: string | undefined): boolean {
    return id !== undefined && this.batches.get(id)?.isMarked === true
  }

  /** @param by undefined: the engine */
  saw({ method, args, answer }: AroundCall, by: BatchAsk | undefined): void {
    if (method === 'addMembers')
      this.membersAdded(args[0] as Batch, args[1] as NewMember[], answer as MemberOutcome[], by)
    else if (!answer) return
    else if (method === 'add') this.added(args[0] as Batch, by)
    else if (method === 'replace') this.replaced(args[0] as Batch, by)
    else if (method === 'markForDeletion') this.marked(args[1] as string, by)
    else if (method === 'removeEmpty') this.removed(args[0] as string, by)
  }

  private added({ id, name }: Batch, by: BatchAsk | undefined): void {
    this.note(`  batch ${id.slice(0, 4)} made, ${name}`)
    must(by?.kind === 'create' && by.batchId === undefined, 'a batch was made, and no user asked for one')
    must(!this.present.some((other) => other.name === name), `two batches have the name ${name}`)
    by.batchId = id
    this.batches.set(id, { id, name, generation: 1, isMarked: false, isGone: false })
  }

  private replaced({ id, name, generation }: Batch, by: BatchAsk | undefined): void {
    const batch = this.here(id)
    this.note(`  batch ${id.slice(0, 4)} updated`)
    must(by?.kind === 'update' && by.batchId === id, `${id} was updated, and no user asked for it`)
    must(
      !batch.isMarked && generation === batch.generation,
      `${id} was updated from generation ${generation}`,
    )
    must(name === (by.patch.name ?? batch.name), `${sayBatch(by)}: its name is ${name}`)
    by.nameBefore = batch.name
    batch.name = name
    batch.generation++
    for (const ask of this.asks)
      if (ask !== by && ask.on === 'batch' && ask.batchId === id) ask.meanwhile.add('batch changed')
  }

  private membersAdded(
    { id, generation }: Batch,
    members: NewMember[],
    outcomes: MemberOutcome[],
    by: BatchAsk | undefined,
  ): void {
    for (const [i, { job, source }] of members.entries()) {
      if (outcomes[i] !== 'stored') continue
      const batch = this.here(id)
      must(by?.batchId === id && (by.kind === 'create' || by.kind === 'update'), `${job.id}: nobody asked`)
      must(!batch.isMarked && generation === batch.generation, `${job.id} is of generation ${generation}`)
      must(job.batchId === id && job.sourceId === source.id, `${job.id} is of another batch or camera`)
      const { cameras } = by.patch
      must(cameras?.includes(source.id), `${sayBatch(by)}: a job was made for ${source.id}`)
      must(!this.members(id).some((other) => isOn(other, source.id)), `${source.id} has two jobs`)
      by.commits.push(job.id)
      this.make(job)
    }
  }

  private marked(id: string, by: BatchAsk | undefined): void {
    this.note(`  batch ${id.slice(0, 4)} is to be deleted`)
    must(by?.kind === 'delete' && by.batchId === id, `${id} is to be deleted, and no user asked for it`)
    this.here(id).isMarked = true
  }

  private removed(id: string, by: BatchAsk | undefined): void {
    this.note(`  batch ${id.slice(0, 4)} removed`)
    const batch = this.here(id)
    const isEmptyMade = by?.kind === 'create' && by.batchId === id && by.commits.length === 0
    must(batch.isMarked || isEmptyMade, `${id} was removed, and nobody asked for it`)
    must(this.members(id).length === 0, `${id} was removed before its last job`)
    batch.isGone = true
  }

  private here(id: string): BatchModel {
    const batch = this.batches.get(id)
    must(batch && !batch.isGone, `a call changes the batch ${id}, which is not there`)
    return batch
  }

  private members(id: string): JobModel[] {
    return [...this.jobs.values()].filter((job) => job.batchId === id && !job.isGone)
  }

  /** @param isNew the question has just been put */
  lookFor(ask: BatchAsk, isNew: boolean): void {
    const { batchId, meanwhile, kind, patch } = ask
    const batch = batchId === undefined ? undefined : this.batches.get(batchId)
    if (batch?.isGone) meanwhile.add('batch gone')
    if (batch?.isMarked || batch?.isGone) meanwhile.add('batch changed')
    if (this.present.some((other) => other.id !== batchId && other.name === patch.name))
      meanwhile.add('batch name taken')
    for (const job of this.jobs.values()) {
      if (!job.isGone) ask.names.add(job.details.name)
      if (job.batchId !== batchId || batchId === undefined || (job.isGone && !ask.members.has(job.id)))
        continue
      const seen = ask.members.get(job.id) ?? { states: new Set(), isOld: isNew, wasSame: false }
      ask.members.set(job.id, seen)
      seen.states.add(job.isGone ? 'gone' : job.state)
      seen.wasSame ||= kind === 'update' && isDeepStrictEqual(updatedBy(ask, job.details), job.details)
    }
  }
}

const isOn = (job: JobModel, camera: string): boolean =>
  job.details.reads === camera && job.state !== 'DELETING'
