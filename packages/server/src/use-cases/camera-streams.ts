/** The streams of an edge camera: as they are given, or as its device tells them by ONVIF. */
import type { UpdateEdgeCamera } from '@vigia/contract'
import {
  type CameraStream,
  type EdgeCamera,
  OnvifError,
  type OnvifLogin,
  streamsOf,
  withLogin,
} from '@vigia/core'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { unmask, unmaskUrl } from './masks.js'

type Given = Pick<UpdateEdgeCamera, 'attributes' | 'streams' | 'user' | 'password' | 'onvif'>
type Kept = Pick<EdgeCamera, 'streams' | 'onvif'>
type Deps = Pick<JobDeps, 'checkMedia' | 'onvif'>

/**
 * @param before what the camera has had so far: masked passwords keep what was stored, and what is left out stays
 * @throws ApiError naming the field
 */
export async function toStreams(deps: Deps, given: Given, before: Kept | undefined): Promise<Kept> {
  if (given.password !== undefined && given.user === undefined)
    throw invalid('user: is required with password')
  // Cameras are shown without it: what is masked here was never stored so.
  if (given.password !== undefined) unmask('password', given.password, undefined)
  const onvif = given.onvif ? toLogin('onvif', given.onvif, before?.onvif) : before?.onvif
  const kept = onvif ? { onvif } : {}
  if (given.streams || given.attributes)
    return { streams: await givenStreams(deps, given, before?.streams ?? []), ...kept }
  if (given.onvif && onvif)
    return { streams: await askedStreams(deps, 'onvif', onvif, given.onvif.source_token), ...kept }
  if (!before)
    throw invalid('attributes.rtsp: is required; or give streams, or onvif, and the device is asked for them')
  // A new password for the addresses that are there.
  if (given.user === undefined) return { streams: before.streams, ...kept }
  const bare = before.streams.map((stream) => ({ ...stream, url: stream.url.replace(LOGIN, '$1') }))
  return {
    streams: bare.map((stream) => ({ ...stream, url: withLogin(stream.url, loginOf(given)) })),
    ...kept,
  }
}

const LOGIN = /^([a-z]+:\/\/)[^/?#]*@/i

/** @throws ApiError naming `<at>.password`, or `password` */
export function toLogin(
  at: string | undefined,
  { address, user = '', password = '' }: { address: string; user?: string; password?: string },
  stored: EdgeCamera['onvif'],
): OnvifLogin {
  const isSame =
    stored !== undefined && originOf(stored.address) === originOf(address) && stored.user === user
  return {
    address,
    user,
    password: unmask(field(at, 'password'), password, isSame ? stored.password : undefined),
  }
}

const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)
const field = (at: string | undefined, name: string): string => (at === undefined ? name : `${at}.${name}`)

/**
 * Asks the device.
 * @param at the member that holds the address; absent: it is in the body itself
 * @throws ApiError naming the field
 */
export async function askedStreams(
  { onvif, checkMedia }: Deps,
  at: string | undefined,
  login: OnvifLogin,
  source: string | undefined,
): Promise<CameraStream[]> {
  const { profiles } = await asked(at, () => onvif.ask(login))
  const streams = streamsOf(profiles, login, source)
  if (streams.length === 0) {
    const sources = [...new Set(profiles.map((profile) => profile.source))].join(', ')
    throw invalid(`${field(at, 'source_token')}: the device has no such picture; it has ${sources}`)
  }
  for (const { url } of streams) await checked(field(at, 'address'), () => checkMedia(url))
  return streams
}

/** What the worker says of a device, with the field that is to be changed. */
export async function asked<T>(at: string | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof OnvifError)) throw error
    throw invalid(`${field(at, error.about === 'login' ? 'password' : 'address')}: ${error.message}`)
  }
}

async function givenStreams(
  { checkMedia }: Deps,
  given: Given,
  stored: CameraStream[],
): Promise<CameraStream[]> {
  const items = given.streams ?? [{ name: 'main' as const, rtsp: given.attributes!.rtsp }]
  const twice = items.find(({ name }, i) => items.findIndex((other) => other.name === name) !== i)
  if (twice) throw invalid(`streams: ${twice.name} is there twice; give each stream once`)
  const main = items.find(({ name }) => name === 'main')
  if (!main) throw invalid('streams: main is missing; a camera has a main stream')
  if (given.attributes && given.attributes.rtsp !== main.rtsp)
    throw invalid('attributes.rtsp: is not the address of the stream main; give the same, or leave it out')
  return Promise.all(
    items.map(async ({ rtsp, name, ...rest }, i) => {
      const at = given.streams ? `streams[${i}].rtsp` : 'attributes.rtsp'
      const before = stored.find((stream) => stream.name === name)?.url
      const url = withLogin(unmaskUrl(at, rtsp, before), loginOf(given))
      if (url !== before) await checked(at, () => checkMedia(url))
      return { name, url, ...rest }
    }),
  )
}

const loginOf = ({ user = '', password = '' }: Given) => ({ user, password })
