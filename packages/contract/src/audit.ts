/** The audit log: who changed what from where. Vigia's own. */
import { type Static, Type } from 'typebox'

const time = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description }))
const between = {
  from: time('From this time on, milliseconds since 1970'),
  until: time('Before this time, milliseconds since 1970'),
}
const hash = { pattern: '^[0-9a-f]{64}$' }

export const AuditQuery = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Page number from 1' }),
  page_size: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
  ...between,
  user: Type.Optional(Type.String({ maxLength: 64, description: 'Id or name' })),
  operation: Type.Optional(
    Type.String({ maxLength: 64, description: 'operationId of this reference, such as createTask' }),
  ),
  target: Type.Optional(
    Type.String({ maxLength: 64, description: 'An id that the path, the body or the answer names' }),
  ),
})
export type AuditQuery = Static<typeof AuditQuery>
export const AuditExportQuery = Type.Object(between)
export type AuditExportQuery = Static<typeof AuditExportQuery>
export const AuditVerifyQuery = Type.Object({
  head: Type.Optional(
    Type.String({ ...hash, description: 'A head that was answered earlier: the log must still hold it' }),
  ),
})

const at = Type.String({ description: 'ISO 8601, milliseconds' })
const AuditItem = Type.Object({
  seq: Type.Integer({ description: 'Number of the entry within the log' }),
  at,
  request_id: Type.String({ description: 'X-Request-Id of the answer; also in the server log' }),
  user: Type.Object({ id: Type.String(), name: Type.String() }),
  by: Type.Enum(['password', 'token', 'access_key']),
  access_key: Type.Optional(Type.String()),
  from: Type.String({ description: 'Address of the client' }),
  operation: Type.String({ description: 'operationId of this reference' }),
  method: Type.String(),
  path: Type.String(),
  targets: Type.Array(Type.String(), { description: 'Ids that path and body name' }),
  changes: Type.Optional(
    Type.Unknown({ description: 'Members of the body, without secrets; absent when it was refused unread' }),
  ),
  answer: Type.Optional(
    Type.Object(
      {
        seq: Type.Integer(),
        at,
        status: Type.Integer({ description: 'HTTP status' }),
        error_code: Type.Optional(Type.String()),
        made: Type.Optional(Type.Array(Type.String(), { description: 'Ids of what was made' })),
      },
      { description: 'Absent: the server ended before it could be written' },
    ),
  ),
})
export type AuditItem = Static<typeof AuditItem>
export const AuditList = Type.Object({
  count: Type.Integer({ description: 'Requests on this page' }),
  total: Type.Integer({ description: 'Requests that match' }),
  entries: Type.Array(AuditItem),
  page: Type.Integer(),
  page_size: Type.Integer(),
})
export type AuditList = Static<typeof AuditList>

/** One line of an export. */
export const AuditLine = Type.Object({
  seq: Type.Integer(),
  at: Type.Integer({ description: 'Milliseconds since 1970' }),
  previous: Type.String({ ...hash, description: 'Hash of the entry before; zeros before the first' }),
  entry: Type.String({ description: 'JSON, byte for byte as it was hashed' }),
  hash: Type.String({ ...hash, description: 'SHA-256 of previous, a line feed, and entry' }),
})
export type AuditLine = Static<typeof AuditLine>

export const AuditVerdict = Type.Object({
  ok: Type.Boolean(),
  entries: Type.Integer({ description: 'Entries that are as they were written, from the first on' }),
  head: Type.Optional(
    Type.Object(
      { seq: Type.Integer(), hash: Type.String() },
      { description: 'The last of them; keep its hash to find out later whether the end was cut off' },
    ),
  ),
  broken_at: Type.Optional(
    Type.Integer({ description: 'The first entry that is changed, missing or out of place' }),
  ),
})
export type AuditVerdict = Static<typeof AuditVerdict>

export const DomainAuditPath = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
