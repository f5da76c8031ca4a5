/** Secrets that were shown masked come back masked: the stored value is meant then. */
import { MASK } from '@vigia/core'
import { invalid } from './invalid.js'

/** Cut where `maskUrl` cuts: the last `@` ends the password. */
const ADDRESS = /^([a-z]+:\/\/)([^/?#:]*):([^/?#]*)@([^/?#@]*)/i

/**
 * The stored headers, where they were given for the same server. As with passwords: values stored for one are not sent
 * to another by whoever may update the job.
 */
export const headersFor = (
  url: string,
  stored: { url: string; headers: Record<string, string> } | undefined,
): Record<string, string> | undefined => (stored && sameOrigin(stored.url, url) ? stored.headers : undefined)

/** What cannot be read, as older releases stored it, has no origin. */
const sameOrigin = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin

/** @throws ApiError when the value is masked and none is stored for this place */
export function unmask(field: string, value: string, stored: string | undefined): string {
  if (value !== MASK) return value
  if (stored !== undefined) return stored
  throw invalid(`${field}: the value is masked, and none is stored for this server and user; give it again`)
}

/**
 * Puts the stored password back. Only for the same user at the same host: otherwise whoever may update a job could
 * have its password sent to a host of their own.
 * @throws ApiError when a password is masked and none is stored for this user and host
 */
export function unmaskUrl(field: string, url: string, stored: string | undefined): string {
  const [, scheme, user, password, host] = ADDRESS.exec(url) ?? []
  if (password !== MASK) return url
  const [, , storedUser, storedPassword, storedHost] = ADDRESS.exec(stored ?? '') ?? []
  if (storedPassword === undefined || storedUser !== user || storedHost !== host) {
    throw invalid(
      `${field}: the password is masked, and none is stored for this user and host; give it again`,
    )
  }
  return url.replace(ADDRESS, () => `${scheme}${user}:${storedPassword}@${host}`)
}

/**
 * @param stored headers of the job for the same receiver; undefined on create and for another one
 * @throws ApiError when a value is masked and none is stored under this name
 */
export function unmaskHeaders(
  field: string,
  headers: Record<string, string>,
  stored: Record<string, string> | undefined,
): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => {
    if (value !== MASK) return [name, value]
    if (stored === undefined || !Object.hasOwn(stored, name)) {
      throw invalid(
        `${field}.${name}: the value is masked, and none is stored for this name and host; give it again`,
      )
    }
    return [name, stored[name]!]
  })
  return Object.fromEntries(entries)
}
