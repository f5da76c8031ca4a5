/** A device that answers to probes of WS-Discovery by multicast on the loopback interface. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { textOf } from './soap.js'

const GROUP = '239.255.255.250'
const PORT = 3702
const LOOPBACK = '127.0.0.1'

export interface DiscoverableOptions {
  /** `urn:uuid:…` */
  endpoint: string
  /** Where it says its device service is, separated by blanks. */
  addresses: string
  name: string
  hardware: string
  location: string
  /** Sent instead of an answer. */
  nonsense?: string
}

export interface Discoverable {
  /** Probes that came. */
  probes: () => number
  stop(): Promise<void>
}

export async function startDiscoverable(options: DiscoverableOptions): Promise<Discoverable> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  let probes = 0
  socket.on('message', (message, { address, port }) => {
    const xml = message.toString('utf8')
    if (!/NetworkVideoTransmitter/.test(xml)) return
    probes++
    socket.send(options.nonsense ?? probeMatches(options, textOf(xml, 'MessageID')), port, address)
  })
  socket.bind(PORT)
  await once(socket, 'listening')
  socket.addMembership(GROUP, LOOPBACK)
  return {
    probes: () => probes,
    stop: async () => {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}

function probeMatches(options: DiscoverableOptions, relatesTo: string): string {
  const scope = (kind: string, text: string) => `onvif://www.onvif.org/${kind}/${encodeURIComponent(text)}`
  const scopes = [
    'onvif://www.onvif.org/Profile/Streaming',
    scope('name', options.name),
    scope('hardware', options.hardware),
    scope('location', options.location),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><SOAP-ENV:Header><wsa:RelatesTo>${relatesTo}</wsa:RelatesTo><wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action></SOAP-ENV:Header><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>${options.endpoint}</wsa:Address></wsa:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>${scopes.join(' ')}</d:Scopes><d:XAddrs>${options.addresses}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>`
}
