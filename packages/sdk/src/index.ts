/** Typed client of the platform for programs and browsers. */
export { Audit, type AuditOf } from './audit.js'
export { type ClientOptions, VigiaClient } from './client.js'
export { CLIENT_CODES, type Failure, VigiaError } from './errors.js'
export { DEFAULT_TIMEOUT_MS } from './http.js'
export type { Credentials, Session } from './identity.js'
export { Jobs } from './jobs.js'
export { Keys } from './keys.js'
export { Operators, type OperatorsOptions, type RoleScope } from './operators.js'
