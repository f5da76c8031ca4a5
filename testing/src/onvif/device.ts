/**
 * An ONVIF camera, simulated after the specifications: device service, both media services, WS-UsernameToken. Its
 * streams are real ones of other servers. It can misbehave as broken and hostile devices do.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  capabilities,
  dateAndTime,
  information,
  profiles1,
  profiles2,
  type SimulatedProfile,
  services,
  uri1,
  uri2,
} from './answers.js'
import { type Misbehaviour, misbehave } from './misbehaviour.js'
import { fault, operationOf, textOf } from './soap.js'
import { UsernameTokens } from './username-token.js'

export interface OnvifDeviceOptions {
  profiles: SimulatedProfile[]
  /** Without one the device asks for no credentials. */
  login?: { user: string; password: string }
  /** How far its clock is ahead. */
  clockAheadMs?: number
  /** Whether it has the second media service. */
  media2?: boolean
  /** Whether it knows GetServices, as all do since 2010. */
  knowsServices?: boolean
  /** Host and port that it says its services are at; its own unless given. */
  says?: string
  misbehaves?: Misbehaviour
}

export interface OnvifDevice {
  /** Of its device service. */
  address: string
  port: number
  /** Operations as they were asked, with an exclamation mark where the credentials were refused. */
  asked: string[]
  stop(): Promise<void>
}

/** What a device tells before it knows who asks. */
const OPEN = ['GetSystemDateAndTime', 'GetServices', 'GetCapabilities']
const DEVICE = '/onvif/device_service'
const MEDIA = '/onvif/media'
const MEDIA2 = '/onvif/media2'

export async function startOnvifDevice(options: OnvifDeviceOptions): Promise<OnvifDevice> {
  const { profiles, login, clockAheadMs = 0, knowsServices = true } = options
  const now = () => Date.now() + clockAheadMs
  const tokens = login && new UsernameTokens(login.user, login.password, now)
  const asked: string[] = []
  let says = ''

  function answer(path: string, xml: string): { status: number; body: string } {
    const operation = operationOf(xml)
    const isAllowed = !tokens || OPEN.includes(operation) || tokens.isGood(xml)
    asked.push(isAllowed ? operation : `${operation}!`)
    if (!isAllowed) return { status: 400, body: fault('ter:NotAuthorized', 'Sender not Authorized') }
    const body = bodyOf(path, operation, xml)
    return body === undefined
      ? { status: 400, body: fault('ter:ActionNotSupported', 'Optional Action Not Implemented') }
      : { status: 200, body }
  }

  function bodyOf(path: string, operation: string, xml: string): string | undefined {
    const at = {
      device: says + DEVICE,
      media: says + MEDIA,
      media2: options.media2 ? says + MEDIA2 : undefined,
    }
    const profile = profiles.find(({ token }) => token === textOf(xml, 'ProfileToken'))
    const uri = path === MEDIA2 ? uri2 : uri1
    switch (operation) {
      case 'GetSystemDateAndTime':
        return dateAndTime(new Date(now()))
      case 'GetServices':
        return knowsServices ? services(at) : undefined
      case 'GetCapabilities':
        return capabilities(at)
      case 'GetDeviceInformation':
        return information()
      case 'GetProfiles':
        return path === MEDIA2 ? profiles2(profiles) : profiles1(profiles)
      case 'GetStreamUri':
        return profile && uri(operation, profile.rtsp)
      case 'GetSnapshotUri':
        return profile && uri(operation, `${says}/snapshot?channel=1&profile=${profile.token}`)
      default:
        return undefined
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let xml = ''
    for await (const chunk of request.setEncoding('utf8')) xml += chunk
    const path = request.url ?? ''
    const { status, body } = answer(path, xml)
    if (options.misbehaves) return misbehave(options.misbehaves, operationOf(xml), response, body)
    response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(body)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  says = `http://${options.says ?? `127.0.0.1:${port}`}`
  return {
    address: `http://127.0.0.1:${port}${DEVICE}`,
    port,
    asked,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
