/** Why a rule or a subscription cannot be stored. */
import { ApiError } from '@vigia/contract'
import { NameTaken, QuotaReached } from '@vigia/core'
import { invalid } from './invalid.js'

/**
 * @param what `rule` or `subscription`
 * @throws ApiError naming the field
 */
export async function storing<T>(what: string, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NameTaken)
      throw new ApiError('VIAS.00010051', `name: there is another ${what} ${name} in this project`)
    if (error instanceof QuotaReached)
      throw invalid(`name: the project has ${error.total} ${what}s, the most there may be; delete one first`)
    throw error
  }
}
