/** The streams of a camera from what its device told by ONVIF. Pure. */
import type { OnvifLogin, OnvifProfile } from './onvif.js'
import { type CameraStream, STREAM_NAMES } from './streams.js'

/**
 * The profiles of one picture as streams, at most three, the largest first: it is the main one.
 * @param source whose profiles are wanted; absent: that of the first
 * @returns none when there is no such source
 */
export function streamsOf(
  profiles: readonly OnvifProfile[],
  login: Pick<OnvifLogin, 'user' | 'password'>,
  source: string | undefined = profiles[0]?.source,
): CameraStream[] {
  return profiles
    .filter((profile) => profile.source === source)
    .toSorted((a, b) => pixels(b) - pixels(a))
    .slice(0, STREAM_NAMES.length)
    .map(({ url, width, height, fps, codec }, i) => ({
      name: STREAM_NAMES[i]!,
      url: withLogin(url, login),
      ...(width === undefined || height === undefined ? {} : { width, height }),
      ...(fps === undefined ? {} : { fps }),
      ...(codec === undefined ? {} : { codec }),
    }))
}

/** The address with user and password; one that has some keeps its own. */
export function withLogin(url: string, { user, password }: Pick<OnvifLogin, 'user' | 'password'>): string {
  if (user === '' || /^[a-z]+:\/\/[^/?#]*@/i.test(url)) return url
  const login = `${encoded(user)}:${encoded(password)}@`
  return url.replace(/^[a-z]+:\/\//i, (scheme) => scheme + login)
}

/** `encodeURIComponent` leaves some signs that are not for addresses of sources. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

const pixels = ({ width = 0, height = 0 }: OnvifProfile): number => width * height
