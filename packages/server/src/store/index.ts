export { sha256 } from './audit.js'
export * from './data-folder-lock.js'
export { GoneMeanwhile, StoreFull } from './errors.js'
export * from './open.js'
