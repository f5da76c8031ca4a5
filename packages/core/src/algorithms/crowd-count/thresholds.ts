/** Reads a list of thresholds, one for each region (algorithms-io A.4: `25 15` with three regions acts as `25 15 50`). */
import { ParameterError } from '../algorithm.js'

/** More regions than a job may have; a longer list is a slip of the pen. */
const MOST = 1000

/**
 * @param text whole numbers from 0 to 100000 separated by spaces; may be empty or absent
 * @returns gives the threshold of a region by its position
 * @throws ParameterError for `member` when something else is in the list
 */
export function readThresholds(
  member: string,
  text: string | undefined,
  standard: number,
): (region: number) => number {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '')
  const wrong = words.find((word) => !/^\d{1,6}$/.test(word) || Number(word) > 100_000)
  if (wrong !== undefined)
    throw new ParameterError(
      member,
      `${member} holds "${wrong.slice(0, 20)}": give whole numbers from 0 to 100000 separated by spaces, one for each region, such as "25 15".`,
    )
  if (words.length > MOST)
    throw new ParameterError(
      member,
      `${member} has ${words.length} numbers, at most ${MOST} are allowed: give one for each region.`,
    )
  const values = words.map(Number)
  return (region) => values[region] ?? standard
}
