/** A short name for an input that shows no secret: what users see as `video_source_name` and `stream_id`. */
import type { AnyInput } from './input.js'

/** What tells this input from others of its kind; at most as long as the address it comes from. */
export function inputName(input: AnyInput): string {
  switch (input.type) {
    case 'url':
    case 'restful':
      return sourceName(input.url)
    case 'obs':
      return input.path.split('/').filter(Boolean).at(-1) ?? input.bucket
    case 'vis':
      return input.streamName
    case 'edgecamera':
      return input.id
    case 'vcn':
      return `${input.server.ip}/${input.deviceId}`
    case 'video_source':
      return input.sourceId
  }
}

/** A file's name (`yard.mp4`), or host and path of a stream (`10.0.0.9/ch1`); never credentials or a query. */
export function sourceName(url: string): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return 'unreadable address'
  }
  const path = decodePath(parsed.pathname)
  if (parsed.protocol === 'rtsp:' || parsed.protocol === 'rtmp:') return `${parsed.host}${path}`
  const file = path.split('/').filter(Boolean).at(-1)
  return file ?? parsed.host
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** What answers show instead of a header's value or an address's password. */
export const MASK = '******'

/**
 * The address with its password masked; an address without one comes back unchanged. The last `@` ends the
 * password, as it does for FFmpeg and for URLs: one that holds an `@` of its own is hidden whole.
 */
export function maskUrl(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?#:]*:)[^/?#]*(?=@)/i, `$1${MASK}`)
}
