/** Web addresses taken apart. */

/** `URL.parse` of newer Nodes, which 20.19 lacks: null where `new URL` would throw. */
export function parseUrl(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null
}

/** Where a web address is to be dialled. */
export interface Endpoint {
  secure: boolean
  /** Without brackets for IPv6. */
  host: string
  port: number
}

export function endpointOf(url: URL): Endpoint {
  const secure = url.protocol === 'https:'
  return { secure, host: withoutBrackets(url.hostname), port: Number(url.port || (secure ? 443 : 80)) }
}

export const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '')

/** Text of an address as its server means it; a lone percent sign stands for itself. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** User and password in an address mean Basic sign-in, as everywhere on the web; without them there is no header. */
export function basicSignIn({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}
