/** The models of a run: which detectors look for what, and their files, fetched when they are not here yet. */
import { chooseModels, howToInstall, type InstalledModels } from '@vigia/core'
import { type ModelStore, POSE_MODEL, type RunModels, type WantedModels } from '@vigia/worker'

/** @throws when no model knows one of the labels: it was removed since the job was created */
export function runModels(
  store: Pick<ModelStore, 'ensure'>,
  installed: InstalledModels,
): (wanted: WantedModels, onProgress: (text: string) => void) => Promise<RunModels> {
  const { standard } = installed
  return async ({ preferred, labels, pose }, onProgress) => {
    const known = await installed.known()
    if (preferred !== undefined && !known.some(({ name }) => name === preferred))
      throw new Error(
        `there is no model ${preferred} any more; add it again, or update the job's detector_model`,
      )
    const choice = chooseModels(labels, known, { preferred, standard })
    if ('missing' in choice) throw new Error(howToInstall(choice.missing))
    const ensure = (name: string, kind: string) =>
      store.ensure(name, ({ phase, done, total }) =>
        onProgress(
          `Fetching the ${kind} ${name}: ${phase} ${Math.floor((100 * done) / Math.max(1, total))} %.`,
        ),
      )
    const detectors = []
    for (const { name, labels } of choice.chosen)
      detectors.push({ ...(await ensure(name, 'detector')), labels })
    return { detectors, ...(pose ? { pose: await ensure(POSE_MODEL, 'pose model') } : {}) }
  }
}
