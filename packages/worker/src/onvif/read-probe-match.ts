/** A device from its answer to a probe (WS-Discovery). */
import type { FoundDevice } from '@vigia/core'
import { at, listOf, textOf } from './texts.js'

const SCOPE = 'onvif://www.onvif.org/'
const MOST_ADDRESSES = 8
const LONGEST_LIST = 4_000

/**
 * @param body that of the answer, as the library gives it
 * @param sender IP address that it came from
 * @returns none when it names no address by HTTP
 */
export function readProbeMatches(body: unknown, sender: string): FoundDevice[] {
  return listOf(at(body, 'probeMatches', 'probeMatch')).flatMap((match) => {
    const addresses = words(at(match, 'XAddrs'))
      .filter((text) => /^https?:/i.test(text) && URL.canParse(text))
      .slice(0, MOST_ADDRESSES)
      .toSorted((a, b) => Number(isOf(b, sender)) - Number(isOf(a, sender)))
    if (addresses.length === 0) return []
    const scopes = words(at(match, 'scopes'))
    return {
      name: scopeOf(scopes, 'name'),
      hardware: scopeOf(scopes, 'hardware'),
      location: scopeOf(scopes, 'location'),
      addresses,
      endpoint: textOf(at(match, 'endpointReference', 'address')),
    }
  })
}

const words = (value: unknown): string[] => textOf(value, LONGEST_LIST).split(/\s+/).filter(Boolean)

const isOf = (address: string, sender: string): boolean => new URL(address).hostname === sender

function scopeOf(scopes: string[], kind: string): string {
  const scope = scopes.find((text) => text.startsWith(`${SCOPE}${kind}/`))
  const value = scope?.slice(SCOPE.length + kind.length + 1) ?? ''
  try {
    return textOf(decodeURIComponent(value))
  } catch {
    return textOf(value)
  }
}
