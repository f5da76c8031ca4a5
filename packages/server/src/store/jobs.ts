/** Jobs and their history in SQL. Every method is one transaction. */
import {
  type Alongside,
  type Clock,
  type Job,
  type JobChange,
  type JobFilter,
  type JobScope,
  type JobState,
  type JobStore,
  type JobSummary,
  type LaneStreams,
  NameTaken,
  type Plan,
  type Replacement,
  type ReplaceOutcome,
  SourcesChanged,
  type Transition,
  type WaitingJob,
} from '@vigia/core'
import type { CompiledQuery, Kysely, SelectQueryBuilder, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { dropJobLanes } from './deliveries.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { checkAlongside, saveTemplates } from './job-alongside.js'
import { changeIn } from './job-change.js'
import { insertJobs } from './job-insert.js'
import { countOfProject, listJobs } from './job-list.js'
import { laneStreams, waitingJobs } from './job-queue.js'
import { isNameTaken, replaceIn } from './job-replace.js'
import { SUMMARY, toJob, toSummary } from './job-rows.js'
import { countsWithin, jobsWithin, within } from './job-scope.js'
import { SqlLeases } from './leases.js'
import type { JobTable, Tables } from './schema.js'
import type { ReadNow } from './sqlite.js'

export class SqlJobStore extends SqlLeases implements JobStore {
  /** Asked with every request and report: building the query each time takes half as long as the answer. */
  private readonly byId: CompiledQuery<JobTable>

  constructor(
    db: Kysely<Tables>,
    private readonly secrets: SecretBox,
    clock: Clock,
    private readonly readNow: ReadNow,
  ) {
    super(db, clock)
    this.byId = db.selectFrom('jobs').selectAll().where('id', '=', '').compile()
  }

  async insert(jobs: Job[], alongside: Alongside = {}): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        await checkAlongside(tx, jobs, alongside)
        const templateOf = await saveTemplates(tx, alongside.templates ?? [])
        await insertJobs(tx, jobs.map(templateOf), this.secrets, 'fail')
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(await this.takenName(jobs)) : error
    }
  }

  async get(projectId: string, jobId: string): Promise<Job | undefined> {
    const job = await this.find(jobId)
    return job?.projectId === projectId ? job : undefined
  }

  async find(jobId: string): Promise<Job | undefined> {
    const known = this.known.get(jobId)
    if (known) return known
    const query: CompiledQuery<JobTable> = { ...this.byId, parameters: [jobId] }
    const now = this.readNow(query)
    const [row] = now ?? (await this.db.executeQuery(query)).rows
    const job = row && toJob(row, this.secrets)
    // What was waited for may have been changed since it was read.
    return job && now ? this.known.keep(job) : job
  }

  async list(filter: JobFilter): Promise<{ jobs: JobSummary[]; total: number }> {
    return listJobs(this.db, filter)
  }

  async within(
    scope: JobScope,
    states: readonly JobState[] | undefined,
    limit: number,
  ): Promise<JobSummary[]> {
    return jobsWithin(this.db, scope, states, limit)
  }

  async countsWithin(scope: JobScope): Promise<Partial<Record<JobState, number>>> {
    return countsWithin(this.db, scope)
  }

  async count(projectId: string): Promise<number> {
    return countOfProject(this.db, projectId)
  }

  async replaceSpec(
    job: Job,
    expectState: JobState,
    plan?: Pick<Plan, 'desired' | 'nextAt'>,
    alongside: Omit<Alongside, 'most'> = {},
  ): Promise<boolean> {
    try {
      return await inTransaction(this.db, (tx) => this.replaceIn(tx, { job, expectState, plan, alongside }))
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(job.name) : error
    }
  }

  async replaceAll(replacements: Replacement[]): Promise<ReplaceOutcome[]> {
    return inTransaction(this.db, async (tx) => {
      const outcomes: ReplaceOutcome[] = []
      for (const replacement of replacements) outcomes.push(await this.replaceOne(tx, replacement))
      return outcomes
    })
  }

  async change(change: JobChange): Promise<boolean> {
    return inTransaction(this.db, (tx) => this.changeIn(tx, change, this.clock.now()))
  }

  async changeAll(changes: JobChange[]): Promise<boolean[]> {
    return inTransaction(this.db, async (tx) => {
      const at = this.clock.now()
      const done: boolean[] = []
      for (const change of changes) done.push(await this.changeIn(tx, change, at))
      return done
    })
  }

  /** Lease, history and results go by foreign key; what is on its way to subscriptions stays. */
  async remove(jobId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      this.known.forget(jobId)
      await dropJobLanes(tx, jobId)
      await tx.deleteFrom('jobs').where('id', '=', jobId).execute()
    })
  }

  async history(jobId: string): Promise<Transition[]> {
    const rows = await this.db
      .selectFrom('transitions')
      .selectAll()
      .where('job_id', '=', jobId)
      .orderBy('seq')
      .execute()
    return rows.map((r) => ({ at: r.at, from: r.from_state, to: r.to_state, cause: r.cause, actor: r.actor }))
  }

  async inStates(states: JobState[], limit: number): Promise<JobSummary[]> {
    return longestFirst(this.db.selectFrom('jobs').where('state', 'in', states), limit)
  }

  async toRun(state: JobState, limit: number): Promise<JobSummary[]> {
    const wanted = this.db.selectFrom('jobs').where('desired', '=', 'run').where('state', '=', state)
    return longestFirst(wanted, limit)
  }

  waiting(most: number): Promise<WaitingJob[]> {
    return waitingJobs(this.db, most)
  }

  laneStreams(): Promise<LaneStreams[]> {
    return laneStreams(this.db)
  }

  async outdated(
    scope: { projectId: string; serviceName: string },
    version: string,
    states: readonly JobState[],
    limit: number,
  ): Promise<JobSummary[]> {
    const rows = await within(this.db, scope)
      .where('state', 'in', states)
      .where('service_version', '<>', version)
      .select(SUMMARY)
      .orderBy('number')
      .limit(limit)
      .execute()
    return rows.map(toSummary)
  }

  async dueSchedules(now: number, limit: number): Promise<JobSummary[]> {
    const rows = await this.db
      .selectFrom('jobs')
      .select(SUMMARY)
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .orderBy('number')
      .limit(limit)
      .execute()
    return rows.map(toSummary)
  }

  /** For whoever else changes a job's row, inside the transaction that does. */
  forget(jobId: string): void {
    this.known.forget(jobId)
  }

  private async replaceOne(tx: Transaction<Tables>, replacement: Replacement): Promise<ReplaceOutcome> {
    if (await isNameTaken(tx, replacement)) return 'name taken'
    try {
      return (await this.replaceIn(tx, replacement)) ? 'done' : 'changed'
    } catch (error) {
      if (error instanceof SourcesChanged) return 'changed'
      throw error
    }
  }

  private replaceIn(tx: Transaction<Tables>, replacement: Replacement): Promise<boolean> {
    this.known.forget(replacement.job.id)
    return replaceIn(tx, replacement, this.secrets)
  }

  private changeIn(tx: Transaction<Tables>, change: JobChange, at: number): Promise<boolean> {
    this.known.forget(change.jobId)
    return changeIn(tx, change, at)
  }

  private async takenName(jobs: Job[]): Promise<string> {
    const names = jobs.map((job) => job.name)
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    const row = await this.db
      .selectFrom('jobs')
      .select('name')
      .where('project_id', 'in', [...new Set(jobs.map((job) => job.projectId))])
      .where('name', 'in', names)
      .executeTakeFirst()
    return row?.name ?? twice ?? names.join(', ')
  }
}

/** Those longest in their state first. */
async function longestFirst(
  jobs: SelectQueryBuilder<Tables, 'jobs', unknown>,
  limit: number,
): Promise<JobSummary[]> {
  const rows = await jobs.select(SUMMARY).orderBy('state_since').orderBy('number').limit(limit).execute()
  return rows.map(toSummary)
}
