/** Where is the stream of a camera behind a Video Cloud Node? Asked before every attempt: such addresses are used up. */
import type { VcnInput } from '@vigia/core'
import { AttemptError, failure } from '../../source/index.js'
import { handedOut } from '../handed-out.js'
import type { Locator } from '../locator.js'
import type { VcnEntry, VcnSessions } from './vcn-sessions.js'

const MAIN_STREAM = 1

export function vcnLocator({ deviceId, streamType, server }: VcnInput, sessions: VcnSessions): Locator {
  let entry: VcnEntry | undefined
  return {
    presumed: 'stream',
    locate: async (signal) => {
      entry ??= sessions.enter(server)
      try {
        const address = await entry.session.address(cameraCodes(deviceId), streamType ?? MAIN_STREAM, signal)
        return handedOut(address, 'rtspURL')
      } catch (error) {
        if (!(error instanceof AttemptError)) throw error
        const { code, reason, retry } = error.failure
        throw new AttemptError(failure(code, `the VCN gave no address: ${reason}`, retry))
      }
    },
    close: () => {
      entry?.leave()
      entry = undefined
    },
  }
}

/**
 * `<camera code>#<domain code>` as a whole, which cannot mean a camera of another domain; then the camera code alone,
 * for servers that know no other.
 */
function cameraCodes(deviceId: string): string[] {
  return [deviceId, deviceId.slice(0, deviceId.indexOf('#'))]
}
