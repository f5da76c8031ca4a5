export * from './data-folder-lock.js'
export { StoreFull } from './errors.js'
export * from './open.js'
