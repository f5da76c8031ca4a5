export { Ingest, IngestDeaf, type IngestLog, type IngestOptions } from './ingest.js'
export type { Push } from './protocol.js'
export { isSameSecret } from './same-secret.js'
