/** Services as projects have deployed them; a project that never touched a service has no row and uses it freely. */
export interface Deployment {
  projectId: string
  serviceName: string
  /** The release that new jobs get and to which an upgrade brings those that exist. */
  version: string
  wanted: 'run' | 'stop'
  /** Jobs of an older release are still being brought to `version`. */
  upgrading: boolean
  /** Most jobs of the service that run at once, 1-10,000; undefined: no limit. */
  streamCount: number | undefined
  /** Edge pool, for edge services. */
  poolId: string | undefined
  /** Start parameters of the service; values may be secrets. */
  deployConfig: Record<string, unknown>
  envs: Record<string, string>
  /** Integer milliseconds UTC. */
  createdAt: number
  /** Grows with every change, also with two in one millisecond: it tells them apart. */
  updatedAt: number
}

export interface DeploymentStore {
  get(projectId: string, serviceName: string): Promise<Deployment | undefined>
  /** By name of the service. */
  ofProject(projectId: string): Promise<Deployment[]>
  /** Inserts it, or replaces the one of its project and service; `createdAt` then stays. */
  put(deployment: Deployment): Promise<void>
  /** False, and nothing is kept, when there is one already. */
  putFirst(deployment: Deployment): Promise<boolean>
  /** Puts `to` in the place of what was read as `before`; false when it was meanwhile changed (`updatedAt` is another). */
  replace(before: Deployment, to: Deployment): Promise<boolean>
  /** Those whose jobs have to follow: stopped ones, and ones being upgraded. */
  toFollow(): Promise<Deployment[]>
  /** Every job has the release; false when the deployment was meanwhile changed (`updatedAt` is another). */
  upgraded(deployment: Deployment): Promise<boolean>
}

/** What is noted of a service that a project uses without having deployed it; `at`: milliseconds UTC. */
export const firstUse = (
  projectId: string,
  serviceName: string,
  version: string,
  at: number,
): Deployment => ({
  projectId,
  serviceName,
  version,
  wanted: 'run',
  upgrading: false,
  streamCount: undefined,
  poolId: undefined,
  deployConfig: {},
  envs: {},
  createdAt: at,
  updatedAt: at,
})
