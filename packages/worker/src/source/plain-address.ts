/**
 * `https` written as `http`: FFmpeg speaks plain HTTP to our proxy, and the proxy speaks TLS. Were FFmpeg to speak TLS
 * itself, it would need its protocol `httpproxy`, by which a playlist can make it dial any host past the proxy.
 */
import { isIPv6 } from 'node:net'
import { parseUrl, withoutBrackets } from './parse-url.js'

/** Before the host, not behind it: cookies for the host's domain still fit. */
const NAME = 'tls-by-vigia.'
/** An IPv6 address with dashes for colons; FFmpeg and URLs take no brackets within a name. */
const IPV6 = 'tls6-by-vigia.'

const HTTPS = /^https:\/\/(?:([^/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/i
const PLAIN = /^http:\/\/(tls6?-by-vigia\.)([^:/?#]*)/i
/** Where a playlist names an address: a line of its own, or a tag's URI. */
const IN_PLAYLIST = /(^|URI=")((?:https?:)?\/\/[^"\r\n]*)/gim

/** An `https` address for FFmpeg; every other one comes back as it is. */
export function plainAddress(url: string): string {
  return url.replace(HTTPS, (_, user: string | undefined, host: string, port = '443') => {
    const bare = withoutBrackets(host)
    const name = isIPv6(bare) ? IPV6 + bare.replaceAll(':', '-') : NAME + bare
    return `http://${user === undefined ? '' : `${user}@`}${name}:${port}`
  })
}

/** What FFmpeg asked the proxy for; null when that is no web address. */
export function realAddress(plain: string): URL | null {
  const url = parseUrl(
    plain.replace(PLAIN, (_, mark: string, name: string) =>
      mark === IPV6 ? `https://[${name.replaceAll('-', ':')}]` : `https://${name}`,
    ),
  )
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : null
}

/** @param base where the playlist came from; it completes addresses that begin with `//` */
export function plainPlaylist(text: string, base: URL): string {
  return text.replace(
    IN_PLAYLIST,
    (_, before: string, url: string) =>
      before + plainAddress(url.startsWith('//') ? `${base.protocol}${url}` : url),
  )
}
