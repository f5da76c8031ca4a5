/** An HTTP client that dials only checked addresses, verifies certificates and has time-outs. */
import type { LookupFunction } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import { Agent, buildConnector } from 'undici'
import { type Address, checkedAddresses, portOf, type Resolve } from './checked-address.js'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * Each connection resolves, checks and dials in one step: the socket is given the checked addresses themselves, so
 * that a name cannot change its meaning in between (DNS rebinding).
 */
export function checkedAgent(policy: AddressPolicy, resolve?: Resolve): Agent {
  return new Agent({
    connect: (options, callback) => {
      checkedAddresses(options.hostname, portOf(options), policy, resolve).then(
        (addresses) => connectorTo(addresses)(options, callback),
        (error: Error) => callback(error, null),
      )
    },
  })
}

function connectorTo(addresses: Address[]): buildConnector.connector {
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, addresses)
    else if (first) done(null, first.address, first.family)
    else done(new Error('no address left to dial'), [])
  }
  // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off.
  return buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    rejectUnauthorized: true,
    autoSelectFamily: true,
    lookup,
  })
}
