/** `alg_status`: what can be seen of a service in a project, from its deployment, its jobs and its orders. */
import type { AlgStatus } from '@vigia/contract'
import { STREAM_STATES } from '../job/machine.js'
import { JOB_STATES, type JobState } from '../job/states.js'
import type { Deployment } from '../ports/deployment-store.js'
import type { Algorithm } from './algorithm.js'

export interface ServiceFacts {
  type: Algorithm['type']
  deployment: Pick<Deployment, 'wanted' | 'upgrading'> | undefined
  /** The project's jobs on the service. */
  jobs: Partial<Record<JobState, number>>
  /** It is sold, and the project has no order for it that is valid now. */
  lacksOrder: boolean
  /** What the last of its jobs that ended lacked, if that was the service's own fault. */
  fault: string | undefined
}

/** Codes of `error` that are the service's own fault, not that of a job's input: its detector or its release is not to be had. */
export const SERVICE_FAULTS: readonly string[] = ['VIGIA.MODEL', 'VIGIA.RELEASE']

const WAITING: readonly JobState[] = ['PENDING', 'LACK_OF_RESOURCES']

/** The first rule that holds; docs/algorithm-centre.md has them as a table. */
export function serviceStatus({ type, deployment, jobs, lacksOrder, fault }: ServiceFacts): AlgStatus {
  const any = (...states: readonly JobState[]): boolean => states.some((state) => (jobs[state] ?? 0) > 0)
  if (type === 'edge' && !deployment && !any(...JOB_STATES)) return 'not_deployed'
  if (deployment?.wanted === 'stop')
    return any(...STREAM_STATES, ...WAITING) ? 'service_stopping' : 'service_stopped'
  if (lacksOrder) return 'service_finished'
  // Deployed a moment ago: with nothing that runs there is nothing to upgrade.
  if (deployment?.upgrading) return any(...STREAM_STATES) ? 'service_upgrading' : 'service_deploying'
  if (any('ABNORMAL', 'RECOVERING')) return 'service_concerning'
  if (any('RUNNING')) return 'service_running'
  if (any('SCHEDULING', 'STARTING')) return 'service_deploying'
  return fault === undefined ? 'service_running' : 'service_failed'
}
