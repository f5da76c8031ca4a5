/** The tables as Kysely sees them. Times are integer milliseconds UTC, ids text, flags 0 or 1. */
import type { JobState } from '@vigia/core'

export interface JobTable {
  id: string
  /** Order of insertion; decides between jobs of one millisecond. */
  number: number
  project_id: string
  name: string
  description: string | null
  creator: string
  service_name: string
  service_version: string
  desired: string
  state: JobState
  /** When the state last changed; a new status text leaves it. */
  state_since: number
  status: string | null
  error_code: string | null
  error_message: string | null
  generation: number
  created_at: number
  updated_at: number
  /** JobSpec as JSON, sealed: addresses and headers are secrets. */
  spec: string
  /** Schedule as JSON. */
  schedule: string | null
  /** When the schedule is to be looked at again; null unless it is armed. */
  next_at: number | null
  /** Null only in rows of an older release, until the store is opened. */
  source_name: string | null
}
export interface LeaseTable {
  job_id: string
  /** Null: nobody owns the job; the epoch stays. */
  owner: string | null
  epoch: number
  until: number
}
export interface TransitionTable {
  job_id: string
  /** 1, 2, 3 … within the job. */
  seq: number
  at: number
  from_state: JobState
  to_state: JobState
  cause: string
  actor: string
}
export interface ResultTable {
  job_id: string
  epoch: number
  sequence: number
  message_id: string
  project_id: string
  event_type: number
  at: number
  envelope: string
  picture: Uint8Array | null
}
export interface DeliveryTable {
  id: string
  job_id: string
  project_id: string
  message_id: string
  epoch: number
  sequence: number
  channel: string
  state: string
  attempts: number
  next_at: number
  /** A deliverer has it until then; 0: nobody. */
  claimed_until: number
  last_error: string | null
}
export interface DomainTable {
  id: string
  name: string
}
export interface UserTable {
  id: string
  name: string
  domain_id: string
  password_hash: string
}
export interface ProjectTable {
  id: string
  name: string
  description: string
  domain_id: string
  enabled: number
}
export interface TokenTable {
  hash: string
  user_id: string
  project_id: string | null
  issued_at: number
  expires_at: number
}
export interface AccessKeyTable {
  access: string
  user_id: string
  /** Sealed. */
  secret: string
  active: number
  description: string
  created_at: number
}
export interface SignInFailureTable {
  /** Hex SHA-256 of user and address. */
  key: string
  count: number
  at: number
}
/** What the database knows about itself, by name. */
export interface FactTable {
  name: string
  value: string
}
export interface Tables {
  facts: FactTable
  jobs: JobTable
  leases: LeaseTable
  transitions: TransitionTable
  results: ResultTable
  deliveries: DeliveryTable
  domains: DomainTable
  users: UserTable
  projects: ProjectTable
  tokens: TokenTable
  access_keys: AccessKeyTable
  sign_in_failures: SignInFailureTable
}
