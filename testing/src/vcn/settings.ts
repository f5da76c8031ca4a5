/** What tests can set of the simulated VCN, also while it runs. */
import { type AccountRules, RESULT } from './accounts.js'
import type { VcnCamera } from './camera-lists.js'

/**
 * `serve`: as it should be. `silent`: takes requests and never answers. `garbage`: answers bytes that are no HTTP.
 * `broken`: 500 for all. `web-page`: 200 with a page for people.
 */
export type VcnBehaviour = 'serve' | 'silent' | 'garbage' | 'broken' | 'web-page'

export interface VcnSettings extends AccountRules {
  cameras: VcnCamera[]
  /** How a camera is named in a request for its stream. */
  takes: 'whole' | 'camera-code'
  /** What carries the session's id in the answer to a sign-in; both are taken in requests. */
  sessionIn: 'cookie' | 'later-cookie' | 'header'
  listShape: 'wrapped' | 'array'
  resultCodeAs: 'number' | 'text'
  /** What a request without a session is answered with. */
  unknownSession: 'code' | 'status'
  /** An address of a stream is good for one player, for so long, milliseconds. */
  tokenMs: number
  behaviour: VcnBehaviour
}

const DOMAIN = 'a1b2c3d4'.repeat(4)
export const VCN_CAMERAS: VcnCamera[] = [
  { code: '01001020000000000101', domainCode: DOMAIN, name: 'gate', ip: '10.0.0.31' },
  { code: '01001020000000000102', domainCode: DOMAIN, name: 'yard', ip: '10.0.0.32' },
]
export const VCN_USER = { username: 'viewer', password: 'vcn-s3cret!' }

export const DEFAULTS: VcnSettings = {
  users: { [VCN_USER.username]: VCN_USER.password },
  sessionMs: 30 * 60_000,
  lockAfter: 5,
  lockMs: 30 * 60_000,
  signInCode: RESULT.ok,
  cameras: VCN_CAMERAS,
  takes: 'whole',
  sessionIn: 'cookie',
  listShape: 'wrapped',
  resultCodeAs: 'number',
  unknownSession: 'code',
  tokenMs: 60_000,
  behaviour: 'serve',
}
