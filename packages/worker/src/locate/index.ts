/** The door of the locators: from what a job names to the address that is opened. */
export { type LocateDeps, type Locator, locatorOf } from './locator.js'
export { VcnSessions, type VcnSessionsOptions, type VcnVerify } from './vcn/index.js'
