/** Makes one attempt's input ready: checked, dialled through us, and handed to FFmpeg without an argument that shows it. */
import type { FileHandle } from 'node:fs/promises'
import { parseAddress, redirectAddress, type SourceAddress } from './address.js'
import { AttemptError, type Failure } from './failure.js'
import { startForwardProxy } from './forward-proxy.js'
import { openFtpFile } from './ftp-file.js'
import { httpKind } from './http-kind.js'
import { openMediaFile } from './media-file.js'
import { plainAddress } from './plain-address.js'
import { startRelay } from './relay.js'
import type { Place, SourceOptions } from './types.js'

export interface PreparedInput {
  live: boolean
  /** Local files: what could be read is all there is, no retry brings more. */
  local: boolean
  /** What a status calls it. */
  noun: 'camera' | 'stream' | 'file'
  /** Frame watchdog; longer than asked where frames come in segments. */
  frameTimeoutMs: number
  /** Arguments before and with `-i`; no part of the address is in them. */
  args: string[]
  /** For the decoder's standard input: the address, or nothing. */
  script: string
  /** For the decoder's descriptor 6. */
  file: FileHandle | undefined
  env: NodeJS.ProcessEnv
  /** False for a web server that sends files only from their start. */
  ranges: boolean
  /** Of a live playlist: its newest segment. */
  edge?: string | undefined
  /** A clearer reason than FFmpeg's, when a connection failed on our side. */
  fault(): Failure | undefined
  /** Its server has said something since it was dialled. */
  hasAnswered(): boolean
  close(): Promise<void>
}

/** Descriptor that carries a local file into FFmpeg. */
export const FILE_DESCRIPTOR = 6

/** Containers a user may name; text formats, devices and scripts of other files are left out. */
const CONTAINERS =
  'mov,avi,asf,mpeg,mpegvideo,mpegts,matroska,flv,live_flv,h264,hevc,m4v,mjpeg,mpjpeg,vc1,ogg,ivf,mxf,gxf'
const SOCKET_TIMEOUT_MS = 8_000
/** Large enough for one key frame of a camera without audio, small enough to start in a second. */
const LIVE_PROBE: [string, string][] = [
  ['probesize', '500000'],
  ['analyzeduration', '500000'],
]

type Reach = Pick<SourceOptions, 'mediaDirs' | 'policy' | 'frameTimeoutMs'> & Pick<Place, 'verify'>

/** @throws AttemptError */
export async function prepareInput(
  place: Place,
  defaults: Reach,
  signal: AbortSignal,
): Promise<PreparedInput> {
  const options = { ...defaults, ...place }
  const address = parseAddress(place.url)
  if (address.scheme === 'file') return prepareFile(address, options)
  if (address.scheme === 'rtsp' || address.scheme === 'rtmp')
    return prepareRelayed(address, address.scheme, options)
  if (address.scheme === 'ftp') return prepareFtp(address, options)
  return prepareHttp(address, options, signal)
}

async function prepareFile(address: SourceAddress, options: Reach): Promise<PreparedInput> {
  const file = await openMediaFile(address, options.mediaDirs)
  return {
    live: false,
    local: true,
    noun: 'file',
    frameTimeoutMs: options.frameTimeoutMs,
    args: [
      '-protocol_whitelist',
      'file',
      '-format_whitelist',
      CONTAINERS,
      '-i',
      `file:/dev/fd/${FILE_DESCRIPTOR}`,
    ],
    script: '',
    file,
    env: environment(),
    ranges: true,
    fault: () => undefined,
    hasAnswered: () => true,
    close: () => file.close().catch(() => undefined),
  }
}

async function prepareRelayed(
  address: SourceAddress,
  scheme: 'rtsp' | 'rtmp',
  options: Reach,
): Promise<PreparedInput> {
  const timeoutMs = Math.min(SOCKET_TIMEOUT_MS, options.frameTimeoutMs)
  const relay = await startRelay(
    { scheme, host: address.host, port: address.port },
    options.policy,
    timeoutMs,
  )
  const microseconds = String(timeoutMs * 1000)
  const extra: [string, string][] =
    scheme === 'rtsp'
      ? [
          ['rtsp_transport', 'tcp'],
          ['timeout', microseconds],
        ]
      : [
          ['rtmp_live', 'live'],
          ['rtmp_tcurl', `rtmp://${hostAndPort(address)}/${rtmpApp(address.rest)}`],
          ['rw_timeout', microseconds],
        ]
  return {
    live: true,
    local: false,
    noun: scheme === 'rtsp' ? 'camera' : 'stream',
    frameTimeoutMs: options.frameTimeoutMs,
    args: scriptArgs(
      scheme === 'rtsp' ? 'rtsp,tcp' : 'rtmp,tcp',
      scheme === 'rtsp' ? 'rtsp,sdp,rtp' : 'flv,live_flv',
    ),
    script: script(redirectAddress(address, '127.0.0.1', relay.port), [...LIVE_PROBE, ...extra]),
    file: undefined,
    env: environment(),
    ranges: true,
    fault: relay.fault,
    hasAnswered: relay.hasAnswered,
    close: async () => relay.close(),
  }
}

async function prepareHttp(
  address: SourceAddress,
  options: Reach,
  signal: AbortSignal,
): Promise<PreparedInput> {
  const timeoutMs = Math.min(SOCKET_TIMEOUT_MS, options.frameTimeoutMs)
  const reach = { policy: options.policy, timeoutMs, verify: options.verify ?? false }
  const kind = await httpKind(address.text, reach, signal)
  const proxy = await startForwardProxy(reach)
  const extra: [string, string][] = [['rw_timeout', String(timeoutMs * 1000)]]
  if (kind.live && !kind.hls) extra.push(...LIVE_PROBE)
  const args = scriptArgs('http,tcp,crypto', `${CONTAINERS},hls`)
  return {
    live: kind.live,
    local: false,
    noun: kind.live ? 'stream' : 'file',
    frameTimeoutMs: Math.max(options.frameTimeoutMs, kind.segmentSeconds * 3_000),
    // A live playlist comes in bursts of whole segments; reading at its own pace spreads the frames.
    args: kind.live && kind.hls ? ['-re', ...args] : args,
    script: script(plainAddress(address.text), extra),
    file: undefined,
    env: { ...environment(), http_proxy: proxy.url },
    ranges: kind.ranges,
    edge: kind.edge,
    fault: proxy.fault,
    hasAnswered: () => true,
    close: async () => proxy.close(),
  }
}

async function prepareFtp(address: SourceAddress, options: Reach): Promise<PreparedInput> {
  const timeoutMs = Math.min(SOCKET_TIMEOUT_MS, options.frameTimeoutMs)
  const file = await openFtpFile(address, options.policy, timeoutMs)
  return {
    live: false,
    local: false,
    noun: 'file',
    frameTimeoutMs: options.frameTimeoutMs,
    args: scriptArgs('http,tcp', CONTAINERS),
    script: script(file.url, [['rw_timeout', String(timeoutMs * 2_000)]]),
    file: undefined,
    env: environment(),
    ranges: file.ranges,
    fault: file.fault,
    hasAnswered: () => true,
    close: async () => file.close(),
  }
}

function scriptArgs(protocols: string, formats: string): string[] {
  return [
    ...['-f', 'concat', '-safe', '0', '-protocol_whitelist', `pipe,${protocols}`],
    ...['-format_whitelist', `concat,${formats}`, '-i', 'pipe:0'],
  ]
}

/** A script for FFmpeg's concat demuxer: the one way in 5.1 to name an address and its options on a pipe. */
function script(url: string, options: [string, string][]): string {
  const lines = options.map(([name, value]) => `option ${name} ${quote(value)}`)
  return ['ffconcat version 1.0', `file ${quote(url)}`, ...lines, ''].join('\n')
}

function quote(text: string): string {
  if (/[\r\n\0]/.test(text))
    throw new AttemptError({ code: 'SOURCE.UNSUPPORTED', reason: 'input url: line break', retry: 'never' })
  return `'${text.replaceAll("'", "'\\''")}'`
}

function hostAndPort(address: SourceAddress): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return address.port === 1935 ? host : `${host}:${address.port}`
}

/** The application in an RTMP path as FFmpeg cuts it: one segment before the name, two where there are more. */
function rtmpApp(rest: string): string {
  const path = (rest.split('?')[0] ?? '').replace(/^\//, '').split('/')
  if (path.length < 2) return ''
  return path.slice(0, path.length > 2 && !path[1]?.includes(':') ? 2 : 1).join('/')
}

/** Nothing of ours reaches the decoder: no secrets in variables, no proxies but our own. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    ...(process.env.LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } : {}),
  }
}
