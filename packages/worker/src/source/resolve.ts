/** Names to addresses, once, with every address checked: what is dialled later is what was checked here. */
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { type AddressPolicy, addressRefusal } from '@vigia/core'
import { AttemptError, CONNECTION_REFUSED, failure, NO_ROUTE, TIMED_OUT } from './failure.js'

const LOOKUP_TIMEOUT_MS = 5_000

type LookUp = (host: string) => Promise<{ address: string }[]>

const systemLookUp: LookUp = (host) => lookup(host, { all: true })

/** Look-ups cannot be stopped and each takes one of few threads: who asks for the same name waits for the same one. */
const lookups = new Map<string, Promise<string[]>>()

function lookUp(host: string, ask: LookUp): Promise<string[]> {
  const underWay = lookups.get(host)
  if (underWay) return underWay
  const asked = ask(host)
    .then((found) => found.map(({ address }) => address))
    .finally(() => lookups.delete(host))
  lookups.set(host, asked)
  return asked
}

async function addressesOf(host: string, ask: LookUp): Promise<string[]> {
  if (isIP(host)) return [host]
  const unresolved = failure('SOURCE.UNREACHABLE', `the host name ${host} could not be resolved`, 'always')
  // The resolver takes an empty name for no name at all, and a dial to no name goes to loopback.
  if (host === '') throw new AttemptError(unresolved)
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), LOOKUP_TIMEOUT_MS)
  })
  try {
    return await Promise.race([lookUp(host, ask), timeout])
  } catch (error) {
    const isUnknown = (error as NodeJS.ErrnoException).code === 'ENOTFOUND'
    const reason = `${unresolved.reason}: this machine's name server does not answer`
    throw new AttemptError(isUnknown ? unresolved : { ...unresolved, reason })
  } finally {
    clearTimeout(timer)
  }
}

/**
 * All addresses of a host, at least one, each allowed by the policy.
 * @throws AttemptError: refused (never retried) when any address is refused, since a name that mixes allowed and
 * refused addresses is how rebinding attacks look; unresolved names are retried.
 */
export async function resolveChecked(
  host: string,
  port: number,
  policy: AddressPolicy,
  ask = systemLookUp,
): Promise<string[]> {
  const addresses = await addressesOf(host, ask)
  for (const address of addresses) {
    const refusal = addressRefusal(address, port, policy)
    if (refusal) throw new AttemptError(failure('SOURCE.REFUSED', refusal, 'never'))
  }
  return addresses
}

/** Connects to the first of the addresses that answers within the time-out. */
export async function dial(addresses: readonly string[], port: number, timeoutMs: number): Promise<Socket> {
  let last: unknown = new Error('no address')
  for (const address of addresses) {
    try {
      return await dialOne(address, port, timeoutMs)
    } catch (error) {
      last = error
    }
  }
  throw last
}

function dialOne(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const timer = setTimeout(() => socket.destroy(new Error('timed out')), timeoutMs)
    socket.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

/** What a failed dial means, in words. */
export function dialFailure(error: unknown): ReturnType<typeof failure> {
  const text = error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : ''
  if (/ECONNREFUSED/.test(text)) return CONNECTION_REFUSED
  if (/EHOSTUNREACH|ENETUNREACH/.test(text)) return NO_ROUTE
  if (/timed out|ETIMEDOUT/.test(text)) return TIMED_OUT
  if (/CERT|SELF_SIGNED|LEAF_SIGNATURE/.test(text))
    return failure('SOURCE.UNREACHABLE', 'its certificate is not valid', 'always')
  return failure('SOURCE.UNREACHABLE', 'the connection could not be made', 'always')
}
