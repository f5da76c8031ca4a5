/** Metrics of tracking, each written from its paper, to measure trackers by. */
export { type ClearMot, clearMot } from './clear-mot.js'
export { type Hota, hota } from './hota.js'
export { type IdentityScores, identityScores } from './identity.js'
export { type MotRow, readMot } from './read-mot.js'
export type { IdentifiedBox, Sequence, SequenceFrame } from './sequence.js'
