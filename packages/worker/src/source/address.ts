/** A source address taken apart the way FFmpeg takes it apart, so that what is checked is what is dialled. */
import { AttemptError, failure } from './failure.js'
import { withoutBrackets } from './parse-url.js'

export type Scheme = 'http' | 'https' | 'rtsp' | 'rtmp' | 'ftp' | 'file'

export interface SourceAddress {
  scheme: Scheme
  /** `user:password` as written, percent-encoded; empty when none. */
  userInfo: string
  /** Without brackets for IPv6. */
  host: string
  port: number
  /** From the first slash (or `?`) to the end. */
  rest: string
  /** The whole address as given. */
  text: string
}

const DEFAULT_PORTS: Record<Scheme, number> = {
  http: 80,
  https: 443,
  rtsp: 554,
  rtmp: 1935,
  ftp: 21,
  file: 0,
}
const PARTS = /^([a-z]+):\/\/(?:([^/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d{1,5}))?([/?#].*)?$/i

function refuse(reason: string): never {
  throw new AttemptError(failure('SOURCE.UNSUPPORTED', reason, 'never'))
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) < 0x21 || text.charCodeAt(i) === 0x7f) return true
  return false
}

/** @throws AttemptError (never retried) for what is not an address that Vigia reads. */
export function parseAddress(text: string): SourceAddress {
  // A line break would end the line of the script that hands the address to FFmpeg.
  if (hasControlCharacter(text))
    refuse('input url: it must not contain blanks or control characters; percent-encode them')
  const parts = PARTS.exec(text)
  const scheme = parts?.[1]?.toLowerCase()
  if (!parts || !scheme) refuse('input url: write it as scheme://host/path')
  if (!(scheme in DEFAULT_PORTS))
    refuse(`input url: ${scheme} addresses are not read; use rtsp, rtmp, http, https, ftp or file`)
  const known = scheme as Scheme
  const host = withoutBrackets(parts[3] ?? '')
  const port = parts[4] === undefined ? DEFAULT_PORTS[known] : Number(parts[4])
  if (known !== 'file' && !host) refuse('input url: the host is missing')
  if (known !== 'file' && (port < 1 || port > 65535)) refuse('input url: the port must be 1-65535')
  // The web's addresses have rules of their own, e.g. that 256.1.1.1 is no host.
  if ((known === 'http' || known === 'https') && !URL.canParse(text))
    refuse('input url: it is no valid web address')
  // FTP's commands are lines: a line break in a path would begin another command.
  if (known === 'ftp' && /%0[0ad]/i.test(`${parts[2]}${parts[5]}`))
    refuse('input url: it must not contain line breaks')
  if (known === 'ftp' && !/[^/]$/.test(parts[5] ?? '')) refuse('input url: the file is missing')
  return { scheme: known, userInfo: parts[2] ?? '', host, port, rest: parts[5] ?? '', text }
}

/** The same address with another place to dial; user, password, path and query stay. */
export function redirectAddress(address: SourceAddress, host: string, port: number): string {
  const user = address.userInfo ? `${address.userInfo}@` : ''
  return `${address.scheme}://${user}${host.includes(':') ? `[${host}]` : host}:${port}${address.rest}`
}

/** Before the first answer an address tells only by its scheme and ending whether it is a stream. */
export function isStream(url: string): boolean {
  try {
    const { scheme, rest } = parseAddress(url)
    return scheme === 'rtsp' || scheme === 'rtmp' || /\.m3u8?($|\?)/i.test(rest)
  } catch {
    return false
  }
}

/** Whether it names a user. */
export function hasLogin(url: string): boolean {
  try {
    return parseAddress(url).userInfo !== ''
  } catch {
    return false
  }
}
