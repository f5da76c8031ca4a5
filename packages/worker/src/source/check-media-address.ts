/** The check of a source's address when it is saved; it is checked again whenever it is dialled. */
import type { AddressPolicy } from '@vigia/core'
import { parseAddress } from './address.js'
import { AttemptError } from './failure.js'
import { openMediaFile } from './media-file.js'
import { resolveChecked } from './resolve.js'

/**
 * Refuses what can never be read: an unknown scheme, a refused address, a file outside the allowed folders. A host
 * that cannot be resolved now, or a file that is not there yet, is let through: the job will say so.
 * @throws Error with a text for the user
 */
export async function checkMediaAddress(
  url: string,
  policy: AddressPolicy,
  mediaDirs: readonly string[],
): Promise<void> {
  try {
    const address = parseAddress(url)
    if (address.scheme === 'file') await (await openMediaFile(address, mediaDirs)).close()
    else await resolveChecked(address.host, address.port, policy)
  } catch (error) {
    if (!(error instanceof AttemptError)) throw error
    if (error.failure.code === 'SOURCE.REFUSED' || error.failure.code === 'SOURCE.UNSUPPORTED') throw error
  }
}
