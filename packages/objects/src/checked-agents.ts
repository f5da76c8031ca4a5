/**
 * Agents that dial only what the address policy lets through: a name is resolved and checked for each connection, and
 * the socket is given the addresses that were checked, so that it cannot change its meaning in between.
 */
import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type AddressPolicy, addressRefusal, ObjectStoreError } from '@vigia/core'

interface Address {
  address: string
  family: number
}
/** All addresses of a name. */
export type Resolve = (host: string) => Promise<Address[]>

const RESOLVE_TIMEOUT_MS = 5_000

/** The system's resolver. */
export const systemResolve: Resolve = (host) => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the name was not resolved in time')), RESOLVE_TIMEOUT_MS)
  })
  return Promise.race([lookup(host, { all: true }), late]).finally(() => clearTimeout(timer))
}

/** @throws ObjectStoreError `refused`, when any of the addresses may not be dialled */
function check(addresses: readonly Address[], port: number, policy: AddressPolicy): void {
  for (const { address } of addresses) {
    const refusal = addressRefusal(address, port, policy)
    if (refusal) throw new ObjectStoreError('refused', refusal)
  }
}

function checkedLookup(port: number, policy: AddressPolicy, resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host)
      .then((addresses) => {
        check(addresses, port, policy)
        const [first] = addresses
        if (!first) throw new Error('the name has no address')
        if (options.all) done(null, addresses)
        else done(null, first.address, first.family)
      })
      .catch((error: Error) => done(error, []))
  }
}

interface DialOptions {
  host?: string | null | undefined
  port?: string | number | null | undefined
  defaultPort?: string | number | undefined
}

export interface CheckedAgents {
  httpAgent: HttpAgent
  httpsAgent: HttpsAgent
}

/** One connection for each request: a store is asked now and then, and nothing is to be closed at the end. */
export function checkedAgents(policy: AddressPolicy, resolve: Resolve = systemResolve): CheckedAgents {
  const dialled = <T extends DialOptions>(options: T): T & { lookup: LookupFunction } => {
    const port = Number(options.port ?? options.defaultPort)
    const host = options.host ?? 'localhost'
    // Literal addresses are never looked up.
    if (isIP(host)) check([{ address: host, family: isIP(host) }], port, policy)
    return { ...options, lookup: checkedLookup(port, policy, resolve) }
  }
  class Http extends HttpAgent {
    override createConnection(...[options, done]: Parameters<HttpAgent['createConnection']>) {
      return super.createConnection(dialled(options), done)
    }
  }
  class Https extends HttpsAgent {
    override createConnection(...[options, done]: Parameters<HttpsAgent['createConnection']>) {
      // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off.
      return super.createConnection({ ...dialled(options), rejectUnauthorized: true }, done)
    }
  }
  return { httpAgent: new Http(), httpsAgent: new Https() }
}
