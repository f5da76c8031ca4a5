export * from './models/index.js'
export * from './run/index.js'
export { checkMediaAddress } from './source/index.js'
