/** Deliveries: one result on its way to one channel, what became of each attempt, and lanes that were switched off. */

/** Channels of a job's `output`. */
export const JOB_CHANNELS = ['webhook', 'dis', 'obs', 'event_center'] as const
export type JobChannel = (typeof JOB_CHANNELS)[number]
/** The event centre sends on to the project's subscriptions. */
export type ChannelName = JobChannel | 'subscription'

/** `pending` until it is `delivered` or given up: `dead`. A replay makes either pending again. */
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** What is served one delivery after the other, so that results leave in order as long as they arrive. */
export interface DeliveryLane {
  channel: ChannelName
  /** The job's id, or the subscription's: 32 lower-case hex digits. */
  id: string
}

/** The lane in one word, for maps and for the store. */
export const laneKey = ({ channel, id }: DeliveryLane): string => `${channel}/${id}`

export interface Delivery {
  /** 32 lower-case hex digits, made of the message, the channel and the target. */
  id: string
  lane: DeliveryLane
  jobId: string
  projectId: string
  messageId: string
  epoch: number
  sequence: number
  state: DeliveryState
  /** Attempts made so far, over all replays. */
  attempts: number
  /** Failed attempts since it was made or replayed: which rung of the ladder comes next. */
  failures: number
  /** Integer milliseconds UTC. */
  createdAt: number
  /** Integer milliseconds UTC of the next attempt; of no meaning unless pending. */
  nextAt: number
  lastError: string | undefined
}

/** One attempt, as it is kept. */
export interface DeliveryAttempt {
  /** Integer milliseconds UTC when it began. */
  at: number
  /** Milliseconds until the answer or the failure. */
  tookMs: number
  /** HTTP status, where there was an answer of that kind. */
  status?: number
  /** First bytes of the answer as text, at most 512 characters. */
  answer?: string
  /** Why it failed; without it it was taken. */
  error?: string
}

/** How a lane's target has been doing. */
export interface LaneTrouble {
  lane: DeliveryLane
  /** The first failure after the last success, integer milliseconds UTC. */
  failingSince: number
  /** When it was switched off; undefined while it is still tried. */
  offSince: number | undefined
  reason: string
}

export interface DeliveryFilter {
  jobId?: string
  channel?: ChannelName
  /** Of a subscription. */
  target?: string
  messageId?: string
  state?: DeliveryState
  /** Created at or after, integer milliseconds UTC. */
  from?: number
  /** Created before. */
  to?: number
}

export interface DeliveryStore {
  /** Lanes with a due delivery that nobody has taken, the longest overdue first. */
  dueLanes(): Promise<DeliveryLane[]>
  /** Lanes with a pending delivery that has failed at least once, due or not. */
  failingLanes(): Promise<DeliveryLane[]>
  /**
   * Takes up to `limit` due deliveries of one lane for `ttlMs`, first those due first, then by (epoch, sequence).
   * What is neither delivered nor failed by then (its deliverer died) is due again by itself.
   */
  claim(lane: DeliveryLane, limit: number, ttlMs: number): Promise<Delivery[]>
  /** Ends all claims: after a restart of the only process on a store, whoever held them is dead. */
  releaseClaims(): Promise<void>
  /** Notes the attempts; the deliveries are done, and their lanes in no trouble any more. */
  delivered(done: { id: string; attempt: DeliveryAttempt }[]): Promise<void>
  /**
   * Notes the attempt and sets the next one, or marks the delivery dead when `nextAt` is undefined. What another
   * deliverer has brought home meanwhile stays delivered.
   */
  failed(id: string, attempt: DeliveryAttempt, nextAt: number | undefined): Promise<void>
  /** Makes every pending delivery of a lane due now: its receiver is back. */
  retryNow(lane: DeliveryLane): Promise<void>

  /**
   * From now on nothing is tried on this lane: what is pending, and what is added until `switchOn`, is dead with this
   * reason, and can be replayed.
   */
  switchOff(lane: DeliveryLane, reason: string): Promise<void>
  /**
   * Its target may be tried again; what died meanwhile stays dead until it is replayed.
   * @returns false when the project has no such lane in trouble
   */
  switchOn(projectId: string, lane: DeliveryLane): Promise<boolean>
  /** Undefined while the lane's last attempt went well, or none was made. */
  trouble(lane: DeliveryLane): Promise<LaneTrouble | undefined>
  /** Of a job's own channels. */
  jobTroubles(jobId: string): Promise<LaneTrouble[]>
  /** Lanes of a project that fail or are switched off, the longest failing first; at most `limit`. */
  troubles(projectId: string, limit: number): Promise<LaneTrouble[]>

  /** Newest first. `after`: behind this one in that order. */
  list(
    projectId: string,
    filter: DeliveryFilter,
    page: { limit: number; after?: { createdAt: number; id: string } },
  ): Promise<Delivery[]>
  find(projectId: string, id: string): Promise<Delivery | undefined>
  /** The newest attempts of a delivery, oldest first. */
  attemptsOf(id: string): Promise<DeliveryAttempt[]>
  /**
   * Makes deliveries that are done or dead due now, with a ladder of their own.
   * @param which by ids, or by filter (then dead ones, unless it names a state)
   * @returns how many
   */
  replay(projectId: string, which: { ids: string[] } | { filter: DeliveryFilter }): Promise<number>
  /** Deliveries of a job's own channels by state. */
  counts(jobId: string): Promise<Record<DeliveryState, number>>
  /** Lanes that are switched off, of all projects. */
  countOff(): Promise<number>
  /** Of all projects, for metrics. */
  totals(): Promise<{ channel: ChannelName; state: DeliveryState; count: number }[]>
}
