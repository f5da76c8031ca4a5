/** Brings jobs to what was done to their service: it was stopped, deployed again, or upgraded to another release. */
import {
  type Deployment,
  type DeploymentStore,
  JOB_STATES,
  type JobChange,
  type JobState,
  type JobStore,
  type JobSummary,
  nextState,
} from '@vigia/core'
import { changeBy, STOPPABLE, stopped } from './changes.js'
import { inBatches } from './in-batches.js'
import { serviceStopped } from './stream-limits.js'

export interface FollowServicesDeps {
  jobs: JobStore
  deployments: DeploymentStore
  log: { info(fields: object, text: string): void }
  onPlace(): void
}

const LIVE = JOB_STATES.filter((state) => nextState(state, 'upgrade') !== undefined)
/** No run exists in these, and the next one has the new release. */
const WITHOUT_RUN = JOB_STATES.filter(
  (state) => nextState(state, 'start') === 'PENDING' || state === 'PENDING' || state === 'FROZEN',
)
/** Their run has just begun, or ends: they are brought to the release when it has. */
const PASSING = JOB_STATES.filter(
  (state) => !LIVE.includes(state) && !WITHOUT_RUN.includes(state) && state !== 'DELETING',
)

export class FollowServices {
  constructor(private readonly deps: FollowServicesDeps) {}

  async tick(): Promise<void> {
    for (const deployment of await this.deps.deployments.toFollow()) {
      if (deployment.wanted === 'stop') await this.stop(deployment)
      else await this.upgrade(deployment)
    }
  }

  private async stop(deployment: Deployment): Promise<void> {
    const why = { status: serviceStopped(deployment.serviceName), cause: 'service stopped', actor: 'engine' }
    await this.changeAll(deployment, ['STOPPED', ...STOPPABLE], (job) =>
      job.state === 'STOPPED' ? changeBy(job, 'service_gone', why) : stopped(job, why),
    )
  }

  private async upgrade(deployment: Deployment): Promise<void> {
    const { jobs, deployments } = this.deps
    const { version } = deployment
    const back = { status: undefined, cause: 'service deployed', actor: 'engine' }
    await this.changeAll(deployment, ['STOPPED_NO_SERVICE'], (job) => changeBy(job, 'service_back', back))
    await inBatches(
      jobs,
      (limit) => jobs.outdated(deployment, version, [...LIVE, ...WITHOUT_RUN], limit),
      (job) => upgraded(job, version),
      (change) => this.tell(change),
    )
    const left = await jobs.outdated(deployment, version, [...LIVE, ...WITHOUT_RUN, ...PASSING], 1)
    if (left.length === 0) await deployments.upgraded(deployment)
  }

  private changeAll(
    { projectId, serviceName }: Deployment,
    states: readonly JobState[],
    changeOf: (job: JobSummary) => JobChange | undefined,
  ): Promise<void> {
    const find = (limit: number) => this.deps.jobs.within({ projectId, serviceName }, states, limit)
    return inBatches(this.deps.jobs, find, changeOf, (change) => this.tell(change))
  }

  private tell({ jobId, expectState: from, state: to, cause }: JobChange): void {
    this.deps.log.info({ job: jobId, from, to, cause }, 'service')
    if (to === 'UPGRADING') this.deps.onPlace()
  }
}

function upgraded(job: JobSummary, serviceVersion: string): JobChange | undefined {
  const cause = `upgrade to release ${serviceVersion}`
  if (LIVE.includes(job.state)) {
    const status = `The job is being brought from release ${job.serviceVersion} to ${serviceVersion} of its service.`
    return changeBy(job, 'upgrade', { status, cause, actor: 'engine', serviceVersion })
  }
  const { id: jobId, state, desired, generation, status, error } = job
  return {
    jobId,
    expectState: state,
    expectDesired: desired,
    expectGeneration: generation,
    state,
    serviceVersion,
    status,
    error,
    cause,
    actor: 'engine',
  }
}
