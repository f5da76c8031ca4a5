/** `URL.parse` of newer Nodes: 20.19 lacks it. */

/** Null where `new URL` would throw. */
export function parseUrl(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null
}
