/** The tables as Kysely sees them. Times are integer milliseconds UTC, ids text, flags 0 or 1. */
import type { JobState } from '@vigia/core'
import type { Generated, GeneratedAlways } from 'kysely'
import type { DataStreamTables } from './data-stream-schema.js'

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
  batch_id: string | null
  source_id: string | null
  order_id: string | null
  template_id: string | null
  /** 0 low, 1 normal, 2 high. */
  priority: number
  /** The edge camera that it reads, as in the sealed spec. */
  camera_id: string | null
}
export interface EdgeCameraTable {
  project_id: string
  id: string
  name: string
  description: string
  node_id: string
  stream: string
  /** Streams and ONVIF address as JSON, sealed. */
  config: string
  created_at: number
  updated_at: number
}
export interface VideoSourceTable {
  id: string
  project_id: string
  name: string
  access_type: string
  type: string
  /** 1 online, 2 offline, 9 abnormal. */
  status: number
  status_reason: string
  /** Findings, one a line. */
  quality: string
  /** Pixels of its picture, as the last look has seen it; null before. */
  frame_width: number | null
  frame_height: number | null
  latitude: string
  longitude: string
  /** One a line. */
  tags: string
  /** The input as JSON, sealed. */
  config: string
  created_at: number
  updated_at: number
  /** The edge camera that it is, as in the sealed input. */
  camera_id: string | null
}
/** One row for each source. */
export interface SourceLookTable {
  source_id: string
  /** The next look; while somebody looks, when it is given to another. */
  due_at: number
  ticket: number
  failures: number
  /** Findings of the last look, one a line. */
  found: string
  memory: Uint8Array | null
  /** JPEG. */
  picture: Uint8Array | null
  picture_at: number | null
}
export interface VideoGroupTable {
  id: string
  project_id: string
  name: string
  access_type: string
  description: string
  created_at: number
  updated_at: number
}
export interface VideoGroupMemberTable {
  group_id: string
  source_id: string
}
export interface TemplateTable {
  id: string
  source_id: string
  service_name: string
  name: string
  /** `config.common` as JSON. */
  config: string
  created_at: number
  updated_at: number
}
export interface PushedStreamTable {
  project_id: string
  name: string
  /** Sealed. */
  key: string
  created_at: number
}
export interface BatchTable {
  id: string
  project_id: string
  name: string
  description: string | null
  creator: string
  service_name: string
  service_version: string
  /** JSON. */
  schedule: string | null
  order_id: string | null
  /** Position in PRIORITIES. */
  priority: number
  /** `keep`; `delete`: the row goes when the last member is gone. */
  wanted: string
  generation: number
  /** For the name of the next member. */
  next_number: number
  created_at: number
  /** What else members are made from, as JSON, sealed. */
  spec: string
}
export interface BatchGroupTable {
  batch_id: string
  group_id: string
  /** 0, 1, 2 … as the groups were given. */
  position: number
}
export interface DeploymentTable {
  project_id: string
  service_name: string
  version: string
  wanted: string
  upgrading: number
  /** Null: no limit. */
  stream_count: number | null
  pool_id: string | null
  /** `deploy_config` and `envs` as JSON, sealed. */
  settings: string
  created_at: number
  updated_at: number
}
export interface PackageTable {
  id: string
  name: string
  company: string
  description: string
  /** JSON array of strings. */
  service_names: string
  order_required: number
  created_at: number
}
export interface OrderTable {
  id: string
  project_id: string
  package_id: string
  streams: number
  from_at: number
  until_at: number
  state: string
  /** 1 once the jobs of an order that is over have been told to stop. */
  settled: number
  creator: string
  created_at: number
  updated_at: number
}
export interface RoleAssignmentTable {
  user_id: string
  scope: string
  scope_id: string
  role: string
}
export interface QuotaTable {
  project_id: string
  name: string
  most: number
}
export interface AuditTable {
  chain: string
  /** 1, 2, 3 … within the chain. */
  seq: number
  at: number
  /** JSON as it was hashed. */
  entry: string
  /** Hex SHA-256 over the hash before and the entry. */
  hash: string
  /** Of an answer: `seq` of the entry it answers. The others are null there, and only copies that are searched. */
  asked: number | null
  user_id: string | null
  user_name: string | null
  operation: string | null
}
/** Ids that a request names or made. */
export interface AuditTargetTable {
  chain: string
  target: string
  /** Of the entry that asked. */
  seq: number
}
export interface LeaseTable {
  job_id: string
  /** Null: nobody owns the job; the epoch stays. */
  owner: string | null
  epoch: number
  until: number
  /** RunProgress as JSON. */
  progress: string | null
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
  /** Of results that a release before 0.5 stored. */
  picture: Uint8Array | null
  picture_name: string | null
  clip_name: string | null
  clip_bytes: number | null
  /** 0 or 1; stays when the event is deleted. */
  has_made_event: number
}
export interface DeliveryTable {
  id: string
  /** `<channel>/<id of its job or subscription>`. */
  lane: string
  job_id: string
  project_id: string
  message_id: string
  epoch: number
  sequence: number
  channel: string
  state: string
  attempts: number
  failures: number
  created_at: number
  next_at: number
  /** A deliverer has it until then; 0: nobody. */
  claimed_until: number
  last_error: string | null
}
export interface DeliveryAttemptTable {
  delivery_id: string
  /** 1, 2, 3 … within the delivery. */
  number: number
  at: number
  took_ms: number
  status: number | null
  answer: string | null
  error: string | null
}
/** Only lanes whose last attempt failed, or that were switched off. */
export interface LaneTroubleTable {
  lane: string
  project_id: string
  failing_since: number
  off_since: number | null
  reason: string
}
export interface EventRetentionTable {
  project_id: string
  /** Null, as below: as the server has it. */
  days: number | null
  bytes: number | null
}
/** Kept up by triggers. */
export interface EventUsageTable {
  project_id: string
  bytes: number
}
export interface SeriesTable {
  id: number
  job_id: string
  project_id: string
  key: string
  kind: string
  event_type: number
  name: string
  /** JSON. */
  place: string | null
}
/** What is known of one stretch of time: `grid` milliseconds from `at` on. */
export interface SeriesPointTable {
  series_id: number
  grid: number
  at: number
  points: number
  sum: number
  least: number
  most: number
  seconds: number
}
/** A result that was written to an object store. */
export interface ObjectIndexTable {
  job_id: string
  bucket: string
  path: string
  hour: number
  message_id: string
  at: number
  event_type: number
  has_picture: number
  has_clip: number
}
export interface ObjectIndexHourTable {
  job_id: string
  bucket: string
  path: string
  hour: number
  project_id: string
  version: number
  /** Null: the index holds all that was written. */
  due_at: number | null
}
export interface DomainTable {
  id: string
  name: string
  description: Generated<string>
  enabled: Generated<number>
}
export interface UserTable {
  id: string
  name: string
  domain_id: string
  password_hash: string
  description: Generated<string>
  enabled: Generated<number>
}
export interface ProjectTable {
  id: string
  name: string
  description: string
  domain_id: string
  enabled: number
  /** 0 open, 1 frozen, 2 being thawed. */
  frozen: Generated<number>
  frozen_reason: Generated<string>
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
export interface ObjectStoreTable {
  project_id: string
  /** S3Access as JSON, sealed. */
  access: string
}
export interface WebhookSecretTable {
  project_id: string
  /** Sealed. */
  secret: string
  /** Sealed. */
  previous: string | null
  previous_until: number | null
}
export interface EventTable {
  /** Grows with every insert and is never given twice. */
  number: Generated<number>
  project_id: string
  message_id: string
  /** Of a sub-event: the main event's message id. */
  main_id: string | null
  /** 1 for a main event, 0 for a sub-event; follows from `main_id`. */
  is_main: GeneratedAlways<number>
  job_id: string
  job_name: string
  service_name: string
  event_type: number
  source_id: string | null
  source_name: string
  /** `detection_id`s, JSON array of strings. */
  tracks: string
  at: number
  /** Of the newest of the main event and its sub-events. */
  last_at: number
  /** Sub-events. */
  count: number
  /** ReviewState. */
  state: string
  reviewed_by: string | null
  reviewed_at: number | null
  note: string
  /** Passed: whether subscriptions got it, and why not. */
  passed: string
  /** Grows with every change of any event. */
  changed: number
  /** Envelope and picture together. */
  bytes: number
  /** Blob names. */
  picture_name: string | null
  clip_name: string | null
  /** The message as JSON, without picture. */
  envelope: string
}
export interface EventChangesTable {
  id: number
  /** The last value of `changed` that was given out. */
  last: number
}
/** FTS5; `rowid` is the event's number. */
export interface EventWordsTable {
  rowid: number
  project: string
  words: string
}
export interface EventTrackTable {
  job_id: string
  event_type: number
  /** Empty for results without one. */
  track: string
  main_id: string
  main_at: number
}
export interface EventRuleTable {
  id: string
  project_id: string
  name: string
  priority: number
  /** The rest of the rule as JSON. */
  rule: string
  created_at: number
  updated_at: number
}
export interface EventCoolDownTable {
  rule_id: string
  /** Empty: the rule as a whole. */
  track: string
  /** Time of the last event that was passed on. */
  sent_at: number
}
export interface EventSubscriptionTable {
  id: string
  project_id: string
  name: string
  description: string
  /** EventFilter as JSON. */
  filter: string
  /** Address and headers as JSON, sealed. */
  webhook: string
  /** Events passed on to it. */
  sent: number
  /** Those that it has answered with 2xx. */
  answered: number
  created_at: number
  updated_at: number
}
export interface EventPassTable {
  message_id: string
  subscription_id: string
  answered_at: number | null
}
/** What the database knows about itself, by name. */
export interface FactTable {
  name: string
  value: string
}
export interface Tables extends DataStreamTables {
  facts: FactTable
  jobs: JobTable
  leases: LeaseTable
  transitions: TransitionTable
  results: ResultTable
  deliveries: DeliveryTable
  delivery_attempts: DeliveryAttemptTable
  lane_troubles: LaneTroubleTable
  event_retention: EventRetentionTable
  event_usage: EventUsageTable
  series: SeriesTable
  series_points: SeriesPointTable
  object_index: ObjectIndexTable
  object_index_hours: ObjectIndexHourTable
  domains: DomainTable
  users: UserTable
  projects: ProjectTable
  tokens: TokenTable
  access_keys: AccessKeyTable
  video_sources: VideoSourceTable
  source_looks: SourceLookTable
  video_groups: VideoGroupTable
  video_group_members: VideoGroupMemberTable
  templates: TemplateTable
  pushed_streams: PushedStreamTable
  batches: BatchTable
  batch_groups: BatchGroupTable
  deployments: DeploymentTable
  packages: PackageTable
  orders: OrderTable
  role_assignments: RoleAssignmentTable
  quotas: QuotaTable
  audit: AuditTable
  audit_targets: AuditTargetTable
  sign_in_failures: SignInFailureTable
  edge_cameras: EdgeCameraTable
  object_stores: ObjectStoreTable
  webhook_secrets: WebhookSecretTable
  events: EventTable
  event_changes: EventChangesTable
  event_words: EventWordsTable
  event_tracks: EventTrackTable
  event_rules: EventRuleTable
  event_cool_downs: EventCoolDownTable
  event_subscriptions: EventSubscriptionTable
  event_passes: EventPassTable
}
