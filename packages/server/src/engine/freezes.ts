/** Freezes the jobs of frozen projects, and thaws them when the project is open again: to what each of them was. */
import { type Clock, JOB_STATES, type JobChange, type JobStore, nextState, planAt } from '@vigia/core'
import { changeBy } from './changes.js'
import { inBatches } from './in-batches.js'

export interface FreezesDeps {
  jobs: JobStore
  projects: {
    /** Projects that are frozen (1) or being thawed (2). */
    frozenProjects(): Promise<{ id: string; frozen: 1 | 2 }[]>
    /** Nothing of it is frozen any more; one that was meanwhile frozen again stays so. */
    thawed(projectId: string): Promise<void>
  }
  wallClock: Clock
  log: { info(fields: object, text: string): void }
  onPlace(): void
}

const FREEZABLE = JOB_STATES.filter((state) => nextState(state, 'freeze') !== undefined)
const FROZEN_STATUS =
  'The project is frozen by its operator; the job goes on as it was when the project is thawed.'

export class Freezes {
  constructor(private readonly deps: FreezesDeps) {}

  async tick(): Promise<void> {
    for (const { id, frozen } of await this.deps.projects.frozenProjects()) {
      if (frozen === 2) await this.thaw(id)
      else await this.freeze(id)
    }
  }

  private freeze(projectId: string): Promise<void> {
    const why = { status: FROZEN_STATUS, cause: 'project frozen', actor: 'engine' }
    return inBatches(
      this.deps.jobs,
      (limit) => this.deps.jobs.within({ projectId }, FREEZABLE, limit),
      (job) => changeBy(job, 'freeze', why),
      (change) => this.tell(change),
    )
  }

  private async thaw(projectId: string): Promise<void> {
    const { jobs, projects, wallClock } = this.deps
    await inBatches(
      jobs,
      (limit) => jobs.within({ projectId }, ['FROZEN'], limit),
      (job) => {
        // Windows opened and closed meanwhile; what is desired has followed them.
        const status = job.desired === 'rest' ? planAt(job.schedule, wallClock.now()).status : undefined
        return changeBy(job, 'thaw', { status, cause: 'project thawed', actor: 'engine' })
      },
      (change) => this.tell(change),
    )
    const left = await jobs.within({ projectId }, ['FREEZING', 'FROZEN'], 1)
    if (left.length === 0) await projects.thawed(projectId)
  }

  private tell({ jobId, expectState: from, state: to, cause }: JobChange): void {
    this.deps.log.info({ job: jobId, from, to, cause }, 'state')
    if (to === 'PENDING') this.deps.onPlace()
  }
}
