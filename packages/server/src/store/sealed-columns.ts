/**
 * Every column that holds sealed text. Whoever adds one adds it here, or a rotation of the key makes it unreadable:
 * secrets-at-rest.test.ts fails then.
 */
import type { Tables } from './schema.js'

export interface SealedColumn {
  table: keyof Tables
  column: string
  /** Only the row with this name. */
  name?: string
}

/** By this one it is told which key a database was sealed with. */
export const KEY_FACT = 'secret key'

export const SEALED: readonly SealedColumn[] = [
  { table: 'facts', column: 'value', name: KEY_FACT },
  { table: 'jobs', column: 'spec' },
  { table: 'batches', column: 'spec' },
  { table: 'video_sources', column: 'config' },
  { table: 'deployments', column: 'settings' },
  { table: 'access_keys', column: 'secret' },
  { table: 'pushed_streams', column: 'key' },
  { table: 'object_stores', column: 'access' },
  { table: 'edge_cameras', column: 'config' },
  { table: 'webhook_secrets', column: 'secret' },
  { table: 'webhook_secrets', column: 'previous' },
  { table: 'event_subscriptions', column: 'webhook' },
]
