export { type AddedAlgorithm, findAlgorithms } from './added/index.js'
export type { RunModels, WantedModels } from './analysis/index.js'
export { type Capacity, measureCapacity } from './inference/index.js'
export * from './locate/index.js'
export * from './look/index.js'
export * from './models/index.js'
export * from './onvif/index.js'
export * from './run/index.js'
export {
  checkFfmpeg,
  checkMediaAddress,
  openSource,
  type SourceFrame,
  type SourceState,
} from './source/index.js'
