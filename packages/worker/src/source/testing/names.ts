/** Names that lead where a test says, for every look-up of this process: as an attacker's name server has it. */
import dns from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'
import { mock } from 'node:test'

export interface Names {
  /** Look-ups so far of all names that the test leads. */
  asked(): number
  restore(): void
}

/** @param leads the addresses of a name at its nth look-up, from 0; undefined: the system knows it */
export function leadNames(leads: (host: string, nth: number) => string[] | undefined): Names {
  const counts = new Map<string, number>()
  const { lookup } = dns
  const fake = async (host: string, options: object): Promise<unknown> => {
    const nth = counts.get(host) ?? 0
    const addresses = leads(host, nth)
    if (!addresses) return lookup(host, options)
    counts.set(host, nth + 1)
    return addresses.map((address) => ({ address, family: isIP(address) }))
  }
  const mocked = mock.method(dns, 'lookup', fake as typeof lookup)
  syncBuiltinESMExports()
  return {
    asked: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    restore: () => {
      mocked.mock.restore()
      syncBuiltinESMExports()
    },
  }
}
