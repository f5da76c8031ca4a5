/** Looks for devices on the networks of this machine, by the library's WS-Discovery. Runs in the thread. */
import type { FoundDevice } from '@vigia/core'
import onvif from 'onvif'
import { readProbeMatches } from './read-probe-match.js'

/** A network with more is asked for in parts, or its cameras are given by hand. */
const MOST_DEVICES = 500

export async function probe(seconds: number, interfaces: readonly string[]): Promise<FoundDevice[]> {
  const found = new Map<string, FoundDevice>()
  const { Discovery } = onvif
  // Without a listener every datagram that is no answer would end the thread.
  Discovery.on('error', () => undefined)
  Discovery.on('device', (answer: unknown, sender: { address: string }) => {
    for (const device of readProbeMatches(answer, sender.address)) {
      // A device on two networks answers on both; one that gives no name of its own is told by its address.
      const key = device.endpoint || device.addresses[0]!
      if (found.size < MOST_DEVICES && !found.has(key)) found.set(key, device)
    }
  })
  await Promise.all(
    interfaces.map(
      (device) =>
        new Promise<void>((resolve) => {
          Discovery.probe({ timeout: seconds * 1_000, resolve: false, device }, () => resolve())
        }),
    ),
  )
  return [...found.values()]
}
