/** Resolves a name and returns its addresses only when the policy lets us dial every one of them. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type AddressPolicy, addressRefusal } from '@vigia/core'

/** An address that may not be reached; the text says why and which setting would allow it. */
export class AddressRefused extends Error {}

export interface Address {
  /** Literal IPv4 or IPv6. */
  address: string
  family: number
}
export type Resolve = (host: string) => Promise<Address[]>

const RESOLVE_TIMEOUT_MS = 5_000
/** Look-ups under way: several for one name share one, since each holds one of libuv's four threads. */
const underWay = new Map<string, Promise<Address[]>>()

/** The system's resolver (hosts file included) with a time-out. */
export const systemResolve: Resolve = async (host) => {
  const shared = underWay.get(host) ?? lookup(host, { all: true }).finally(() => underWay.delete(host))
  underWay.set(host, shared)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${RESOLVE_TIMEOUT_MS / 1000} s`)),
      RESOLVE_TIMEOUT_MS,
    )
  })
  return Promise.race([shared, late]).finally(() => clearTimeout(timer))
}

/**
 * All addresses of a host; a name that leads to one refused address is refused whole.
 * @param host a name, an IPv4, or an IPv6 with or without brackets
 * @throws AddressRefused, or Error when the name cannot be resolved
 */
export async function checkedAddresses(
  host: string,
  port: number,
  policy: AddressPolicy,
  resolve: Resolve = systemResolve,
): Promise<Address[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  const addresses = family ? [{ address: bare, family }] : await resolveNamed(bare, resolve)
  for (const { address } of addresses) {
    const refusal = addressRefusal(address, port, policy)
    if (refusal) throw new AddressRefused(family ? refusal : `${bare} leads to ${refusal}`)
  }
  return addresses
}

async function resolveNamed(host: string, resolve: Resolve): Promise<Address[]> {
  let reason = 'it has no address'
  try {
    const addresses = await resolve(host)
    if (addresses.length > 0) return addresses
  } catch (error) {
    reason = (error as NodeJS.ErrnoException).code ?? String((error as Error).message)
  }
  throw new Error(`the name ${host} cannot be resolved (${reason}); check its spelling`)
}

/** The port an address means: its own, or its scheme's. */
export function portOf({ port, protocol }: { port: string; protocol: string }): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

/**
 * Asked when a job is saved; the address is checked again whenever it is dialled.
 * @throws AddressRefused or Error, with a text for the user who saves the address
 */
export async function checkWebhookAddress(
  url: string,
  policy: AddressPolicy,
  resolve?: Resolve,
): Promise<void> {
  if (!URL.canParse(url))
    throw new AddressRefused('a webhook needs a whole address such as https://example.org/alarms')
  const parsed = new URL(url)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new AddressRefused(`a webhook is reached by https: or http:, not by ${parsed.protocol}`)
  }
  await checkedAddresses(parsed.hostname, portOf(parsed), policy, resolve)
}
