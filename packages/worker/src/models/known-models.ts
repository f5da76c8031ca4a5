/** What the detectors know that can be used here: those of the catalogue, which are fetched when first needed. */
import type { KnownModel } from '@vigia/core'
import { MODEL_CATALOGUE } from './catalogue.js'

export async function knownModels(): Promise<KnownModel[]> {
  return [...MODEL_CATALOGUE.values()].map(({ manifest: { name, labels } }) => ({
    name,
    labels: labels.filter((label) => label !== null),
  }))
}
