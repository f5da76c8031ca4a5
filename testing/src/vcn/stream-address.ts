/** The addresses that the simulated VCN hands out for streams (spec C.5), and what it takes to be given one. */
import type { VcnCamera } from './camera-lists.js'

export interface StreamRequest {
  cameraCode: string
  streamType: number
}

/** Undefined for what is no request for live video as clients send it. */
export function streamRequest(body: unknown): StreamRequest | undefined {
  const { cameraCode, mediaURLParam } = (body ?? {}) as { cameraCode?: unknown; mediaURLParam?: unknown }
  if (typeof cameraCode !== 'string' || typeof mediaURLParam !== 'object' || mediaURLParam === null)
    return undefined
  const numbers = mediaURLParam as Record<string, unknown>
  const names = [
    'broadCastType',
    'packProtocolType',
    'protocolType',
    'serviceType',
    'streamType',
    'transMode',
  ]
  if (![...names, 'clientType'].every((name) => Number.isInteger(numbers[name]))) return undefined
  const streamType = numbers.streamType as number
  if (numbers.serviceType !== 1 || streamType < 0 || streamType > 3) return undefined
  return { cameraCode, streamType }
}

/** Path and query; the last parameter is followed by an ampersand, as it is in the original. */
export function streamPath(camera: VcnCamera, streamType: number, token: string): string {
  const query = {
    DstCode: '01',
    ServiceType: 1,
    ClientType: 1,
    StreamID: streamType,
    SrcTP: 2,
    DstTP: 2,
    SrcPP: 1,
    DstPP: 1,
    MediaTransMode: 0,
    BroadcastType: 0,
    SV: 1,
    Token: token,
    DomainCode: camera.domainCode,
    UserId: 7,
  }
  const parts = Object.entries(query).map(([name, value]) => `${name}=${value}&`)
  return `/${camera.code}?${parts.join('')}`
}
