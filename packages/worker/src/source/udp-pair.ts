/** Two neighbouring UDP ports, an even one for RTP and the next for RTCP, heard only from one address. */
import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { isIPv6 } from 'node:net'

export interface UdpPair {
  /** The even port. */
  port: number
  /** Sends to the far side; datagrams to a port that is not known yet are left out. */
  send(which: 'rtp' | 'rtcp', data: Uint8Array): void
  /** Where datagrams are sent to from now on. */
  aim(ports: { rtp: number; rtcp: number }): void
  close(): void
}

const TRIES = 50
/** Half a second of a stream of 8 Mbit/s: a decoder that starts is not served at once. */
const BUFFER_BYTES = 512 * 1024

/**
 * @param here address of ours to bind to
 * @param there the only address that is heard and sent to
 * @throws Error when no pair of ports is free
 */
export async function openUdpPair(
  here: string,
  there: string,
  onDatagram: (which: 'rtp' | 'rtcp', data: Buffer) => void,
): Promise<UdpPair> {
  const [rtp, rtcp] = await bindPair(here)
  let aims = { rtp: 0, rtcp: 0 }
  const hear = (which: 'rtp' | 'rtcp') => (data: Buffer, from: { address: string }) => {
    if (bare(from.address) === bare(there)) onDatagram(which, data)
  }
  rtp.on('message', hear('rtp'))
  rtcp.on('message', hear('rtcp'))
  return {
    port: (rtp.address() as AddressInfo).port,
    send: (which, data) => {
      if (aims[which] > 0) (which === 'rtp' ? rtp : rtcp).send(data, aims[which], there)
    },
    aim: (ports) => {
      aims = ports
    },
    close: () => {
      rtp.close()
      rtcp.close()
    },
  }
}

async function bindPair(here: string): Promise<[Socket, Socket]> {
  for (let i = 0; i < TRIES; i++) {
    const first = await bind(here, 0)
    const { port } = first.address()
    if (port % 2 === 0) {
      const second = await bind(here, port + 1).catch(() => undefined)
      if (second) return [first, second]
    }
    first.close()
  }
  throw new Error('no two neighbouring UDP ports are free')
}

function bind(here: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: isIPv6(here) ? 'udp6' : 'udp4', recvBufferSize: BUFFER_BYTES })
    socket.once('error', (error) => {
      socket.close()
      reject(error)
    })
    socket.bind(port, here, () => {
      // An unreachable far port is reported on the socket; the frame watchdog notices what matters.
      socket.removeAllListeners('error').on('error', () => undefined)
      resolve(socket)
    })
  })
}

/** Without the zone of a link-local address. */
const bare = (address: string): string => address.replace(/%.*$/, '')
