/** The door of the VCN inputs. */
export { vcnLocator } from './vcn-locator.js'
export { VcnSessions, type VcnSessionsOptions, type VcnVerify } from './vcn-sessions.js'
