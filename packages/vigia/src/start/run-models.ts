/** The models of a run, fetched when they are not here yet. */
import type { ModelStore, RunModels, WantedModels } from '@vigia/worker'

/** @param standard the detector of jobs that name none */
export function runModels(
  store: ModelStore,
  standard: string,
): (wanted: WantedModels, onProgress: (text: string) => void) => Promise<RunModels> {
  return async ({ preferred = standard, labels }, onProgress) => {
    const detector = await store.ensure(preferred, ({ phase, done, total }) =>
      onProgress(
        `Fetching the detector ${preferred}: ${phase} ${Math.floor((100 * done) / Math.max(1, total))} %.`,
      ),
    )
    return { detectors: [{ ...detector, labels }] }
  }
}
