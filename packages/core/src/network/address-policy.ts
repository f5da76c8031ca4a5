/**
 * Which addresses a user-given URL may lead to. Pure: the caller resolves names and dials the address that was checked.
 * Two policies, because cameras are private addresses and webhooks must not be.
 */
import ipaddr from 'ipaddr.js'

export type AddressKind = 'webhook' | 'media'
type Address = ipaddr.IPv4 | ipaddr.IPv6
/** A network: its first address and the number of leading bits that count. */
export type Cidr = readonly [address: string, bits: number]

export interface AddressPolicy {
  kind: AddressKind
  /** Networks an operator allowed. */
  allowed: readonly Cidr[]
  /** Single endpoints of our own, e.g. the demo's stream. */
  endpoints: readonly { address: string; port: number }[]
}

const VARIABLE: Record<AddressKind, string> = { webhook: 'VIGIA_EGRESS_ALLOW', media: 'VIGIA_MEDIA_ALLOW' }

/** All public IPv6 there is (IANA); ipaddr.js calls the unassigned rest `unicast` too, `::7f00:1` (old IPv4) among it. */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::')

/** Ranges (names of ipaddr.js) that a media source may be in: public ones and those of private networks. */
const MEDIA_RANGES = new Set<string>(['unicast', 'private', 'uniqueLocal', 'carrierGradeNat'])

/** Where clouds hand machines their keys, outside the link-local range that most use: AWS, Google, Scaleway, Alibaba, Azure. */
const METADATA: readonly Cidr[] = [
  ['fd00:ec2::', 32],
  ['fd20:ce::254', 128],
  ['fd00:42::42', 128],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
]

/**
 * @param cidrs comma-separated networks such as `10.0.0.0/8, fd00::/8`; a single address counts as itself
 * @throws RangeError naming the part that is no network
 */
export function addressPolicy(
  kind: AddressKind,
  cidrs: string,
  endpoints: AddressPolicy['endpoints'] = [],
): AddressPolicy {
  const parts = cidrs
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return { kind, allowed: parts.map((part) => parseCidr(part, VARIABLE[kind])), endpoints }
}

function parseCidr(text: string, variable: string): Cidr {
  try {
    const [address, bits] = ipaddr.parseCIDR(
      text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`,
    )
    return [address.toString(), bits]
  } catch {
    throw new RangeError(`${variable}: "${text}" is no network; write it like 10.1.0.0/16 or fd00::/8`)
  }
}

/**
 * Why an address may not be dialled; undefined when it may.
 * @param ip a literal IPv4 or IPv6 address; IPv4 mapped into IPv6 is judged as the IPv4 it is
 */
export function addressRefusal(ip: string, port: number, policy: AddressPolicy): string | undefined {
  const bare = ip.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return `"${ip}" is no IP address`
  const address = unwrap(ipaddr.parse(bare))
  const text = address.toString()
  if (policy.endpoints.some((e) => e.address === text && e.port === port)) return undefined
  if (policy.allowed.some((cidr) => contains(cidr, address))) return undefined
  const range = rangeOf(address)
  if (policy.kind === 'webhook' ? range === 'unicast' : MEDIA_RANGES.has(range)) return undefined
  const what =
    policy.kind === 'webhook'
      ? 'webhooks and RESTful servers may be at public addresses only'
      : 'a media source may not be there'
  return `${text} is a ${words(range)} address and ${what}; an operator can allow its network with ${VARIABLE[policy.kind]}`
}

function rangeOf(address: Address): string {
  if (METADATA.some((cidr) => contains(cidr, address))) return 'metadata'
  const range = address.range()
  const isGlobal = address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6, 3)
  return range === 'unicast' && !isGlobal ? 'reserved' : range
}

/** IPv4 hidden in IPv6 (mapped, 6to4, NAT64) leads to that IPv4 and is judged as it. */
function unwrap(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  const bytes = address.toByteArray()
  if (address.range() === '6to4') return ipaddr.fromByteArray(bytes.slice(2, 6))
  if (address.range() === 'rfc6052') return ipaddr.fromByteArray(bytes.slice(12, 16))
  return address
}

function contains([network, bits]: Cidr, address: Address): boolean {
  const first = ipaddr.parse(network)
  if (first instanceof ipaddr.IPv4 && address instanceof ipaddr.IPv4) return address.match(first, bits)
  if (first instanceof ipaddr.IPv6 && address instanceof ipaddr.IPv6) return address.match(first, bits)
  return false
}

/** `linkLocal` → `link-local`. */
function words(range: string): string {
  return range.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
