/** What the audit log says: that a change was asked for, by whom and from where, and how it was answered. */

/** How a caller showed who he is. */
export type Credential = 'password' | 'token' | 'access_key'

/** A request, as it came. */
export interface AuditAsked {
  kind: 'asked'
  /** The answer's X-Request-Id. */
  request: string
  user: { id: string; name: string }
  by: Credential
  /** Name of the key, where `by` is one. */
  access_key?: string
  /** Address of the client, or of the proxy before this server. */
  from: string
  /** `operationId` of the API reference. */
  operation: string
  method: string
  /** Without the query, at most 300 characters. */
  path: string
  /** Ids that path and body name. */
  targets: string[]
  /** What `describeChanges` leaves of the body; absent where there is none, or it was refused unread. */
  changes?: unknown
}

/** What became of it. */
export interface AuditAnswered {
  kind: 'answered'
  request: string
  /** `seq` of the entry it answers, in the same chain. */
  asked: number
  /** HTTP status. */
  status: number
  error_code?: string
  /** Ids of what was made. */
  made?: string[]
}

export type AuditRecord = AuditAsked | AuditAnswered

/** Where an entry stands. */
export interface AuditPlace {
  /** `project:<id>` or `domain:<id>`. */
  chain: string
  /** 1, 2, 3 … within the chain. */
  seq: number
  /** Integer milliseconds UTC. */
  at: number
}

export const projectChain = (id: string): string => `project:${id}`
export const domainChain = (id: string): string => `domain:${id}`

/** What every entry begins with: an entry that is moved elsewhere tells so itself. */
export const placeText = ({ chain, seq, at }: AuditPlace): string =>
  `${JSON.stringify({ chain, seq, at }).slice(0, -1)},`

/** The text that is hashed, stored and exported, byte for byte: JSON, its place first. */
export const entryText = (place: AuditPlace, record: AuditRecord): string =>
  placeText(place) + JSON.stringify(record).slice(1)

/** @param entry that `entryText` wrote */
export const readEntry = (entry: string): AuditPlace & AuditRecord =>
  JSON.parse(entry) as AuditPlace & AuditRecord
