/** The address that a server handed out for a stream: what it may be before it is dialled like one a user gave. */

import { parseAddress } from '../source/address.js'
import { AttemptError, failure, type Place } from '../source/index.js'

const SCHEMES = new Set(['rtsp', 'rtmp', 'http', 'https'])

/**
 * @param where the part of the answer it was found in, e.g. `data/url`
 * @throws AttemptError, always worth another try: the next answer may hold another address
 */
export function handedOut(text: string, where: string): Place {
  const refuse = (why: string) =>
    new AttemptError(failure('SOURCE.UNSUPPORTED', `the address at ${where} in its answer ${why}`, 'always'))
  const url = text.trim()
  if (url === '') throw refuse('is empty')
  const scheme = /^([a-z][a-z0-9+.-]{0,20}):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined || !SCHEMES.has(scheme))
    throw refuse(
      `${scheme === undefined ? 'is no whole address' : `begins with ${scheme}:`}; it must be of rtsp, rtmp, http or https`,
    )
  try {
    parseAddress(url)
  } catch (error) {
    if (!(error instanceof AttemptError)) throw error
    throw refuse(`cannot be used: ${error.failure.reason.replace(/^input url: /, '')}`)
  }
  return { url, fleeting: true }
}
