/** What a run sees: detectors, tracker and facts. */
export { Analysis, type FactMaker } from './analysis.js'
export { type Eyes, wholeFrameEyes } from './eyes.js'
export type { RunModels, WantedModels } from './models.js'
export { type Looking, openLooking } from './open-looking.js'
