/**
 * The algorithms that `VIGIA_ALGORITHMS` adds. One that is wrong is left out, and the log says why: the jobs of all other
 * services do not wait until somebody has mended it.
 */
import { ALGORITHMS, withAdded } from '@vigia/core'
import { type AddedAlgorithm, findAlgorithms } from '@vigia/worker'

/** @param left called for each that is left out, with the file, the member and what is wrong */
export async function addedAlgorithms(
  names: readonly string[],
  left: (name: string, reason: string) => void,
): Promise<AddedAlgorithm[]> {
  const added: AddedAlgorithm[] = []
  for (const name of names) {
    try {
      const found = await findAlgorithms([name])
      withAdded(ALGORITHMS, [...added, ...found])
      added.push(...found)
    } catch (error) {
      left(name, error instanceof Error ? error.message : String(error))
    }
  }
  return added
}
