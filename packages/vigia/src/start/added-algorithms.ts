/** The algorithms that `VIGIA_ALGORITHMS` adds: a manifest that is wrong ends the start, with its file and member. */
import { ALGORITHMS, ManifestError, withAdded } from '@vigia/core'
import { type AddedAlgorithm, findAlgorithms } from '@vigia/worker'
import { SettingError } from './setting-error.js'

/** @throws SettingError */
export async function addedAlgorithms(names: readonly string[]): Promise<AddedAlgorithm[]> {
  try {
    const added = await findAlgorithms(names)
    withAdded(ALGORITHMS, added)
    return added
  } catch (error) {
    if (error instanceof ManifestError) throw new SettingError(error.message)
    throw error
  }
}
