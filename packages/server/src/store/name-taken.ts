/** A broken unique constraint, where only a name can break one. */
import { NameTaken } from '@vigia/core'
import { isUniqueViolation } from './errors.js'

/** @throws NameTaken */
export async function unlessTaken<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isUniqueViolation(error) ? new NameTaken(name) : error
  }
}
