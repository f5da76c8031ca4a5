/** A detector by the names that the algorithm has for classes: `hard_hat` also where the model says `Hard Hat`. */
import { labelKey } from '@vigia/core'
import { createDetector, type Detector } from '../inference/index.js'
import type { RunModels } from './models.js'

/** @returns a detector that looks for its labels only and calls them as they were wanted */
export async function createNamedDetector({
  labels,
  ...model
}: RunModels['detectors'][number]): Promise<Detector> {
  const detector = await createDetector({ ...model, labels: ownNames(model.manifest.labels, labels) })
  const wanted = new Map(labels.map((label) => [labelKey(label), label]))
  return {
    inputSize: detector.inputSize,
    detect: async (...picture) =>
      (await detector.detect(...picture)).map((found) => ({
        ...found,
        label: wanted.get(labelKey(found.label)) ?? found.label,
      })),
    close: () => detector.close(),
  }
}

/** The model's spelling of the labels that are wanted. */
export function ownNames(names: readonly (string | null)[], wanted: readonly string[]): string[] {
  const keys = new Set(wanted.map(labelKey))
  return names.filter((name) => name !== null).filter((name) => keys.has(labelKey(name)))
}
