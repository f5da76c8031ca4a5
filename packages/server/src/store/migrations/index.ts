/** All migrations by name, in order. A released one is never changed. */
import type { Migration } from 'kysely'
import { first } from './0001-first.js'

export const MIGRATIONS: Record<string, Migration> = { '0001-first': first }
