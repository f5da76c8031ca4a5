/** A device's profile as the platform knows it. What leads to another host than the device's own is no stream of it. */
import type { OnvifProfile } from '@vigia/core'
import { withoutBrackets } from '../source/parse-url.js'
import { at, numberOf, textOf } from './texts.js'

/** A stream address that leads elsewhere: credentials would go there. */
export class LeadsElsewhere extends Error {}

const LONGEST_URL = 700
const LARGEST = 32_768

/**
 * @param raw as the library gives it, of the first or second media service
 * @param streamUri what the device gave for it
 * @param hosts by which the device is known
 * @returns undefined for a profile without a picture
 * @throws LeadsElsewhere
 */
export function readProfile(
  raw: unknown,
  streamUri: unknown,
  snapshotUri: unknown,
  hosts: readonly string[],
): OnvifProfile | undefined {
  const token = textOf(at(raw, '$', 'token'))
  const text = textOf(streamUri, LONGEST_URL)
  if (token === '' || !/^rtsp:/i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!isAt(url, hosts)) throw new LeadsElsewhere(withoutBrackets(url.hostname).slice(0, 100))
  // Its own credentials, should it give any: the ones that were asked with are known to be good.
  url.username = ''
  url.password = ''
  const snapshot = snapshotOf(snapshotUri, hosts)
  const encoder = at(raw, 'videoEncoderConfiguration')
  const width = pixelsOf(at(encoder, 'resolution', 'width'))
  const height = pixelsOf(at(encoder, 'resolution', 'height'))
  const fps = numberOf(at(encoder, 'rateControl', 'frameRateLimit'), 0.01, 1_000)
  const codec = textOf(at(encoder, 'encoding'), 32)
  return {
    token,
    name: textOf(at(raw, 'name')),
    source: textOf(at(raw, 'videoSourceConfiguration', 'sourceToken'), 64) || token.slice(0, 64),
    url: url.href,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(fps === undefined ? {} : { fps }),
    ...(codec === '' ? {} : { codec }),
  }
}

const pixelsOf = (value: unknown): number | undefined => {
  const pixels = numberOf(value, 1, LARGEST)
  return pixels === undefined ? undefined : Math.round(pixels)
}

function snapshotOf(uri: unknown, hosts: readonly string[]): string | undefined {
  const text = textOf(uri, LONGEST_URL)
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  url.username = ''
  url.password = ''
  return isAt(url, hosts) ? url.href : undefined
}

const isAt = ({ hostname }: URL, hosts: readonly string[]): boolean =>
  hosts.some((host) => host.toLowerCase() === withoutBrackets(hostname).toLowerCase())
