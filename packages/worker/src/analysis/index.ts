/** What a run sees: detectors, tracker and facts. */
export { Analysis, type FactMaker } from './analysis.js'
export { type Eyes, wholeFrameEyes } from './eyes.js'
export type { RunModels, WantedModels } from './models.js'
export { createNamedDetector } from './named-detector.js'
export { StillThingMaker } from './still-things.js'
export { type Tiles, tiledEyes } from './tiled-eyes.js'
