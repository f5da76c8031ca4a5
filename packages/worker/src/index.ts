export { type Capacity, measureCapacity } from './inference/index.js'
export * from './models/index.js'
export * from './run/index.js'
export { checkFfmpeg, checkMediaAddress } from './source/index.js'
