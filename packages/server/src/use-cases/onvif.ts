/** ONVIF: find devices, ask one for its streams, register a video source by it. All device traffic is the worker's. */
import type { CreateOnvifSource, DiscoverOnvif, OnvifQuestion } from '@vigia/contract'
import { ApiError } from '@vigia/contract'
import { chooseStream, type FoundDevice, type OnvifDevice, OnvifError, type OnvifLogin } from '@vigia/core'
import { asked, askedStreams, toLogin } from './camera-streams.js'
import type { Caller, JobDeps } from './job-deps.js'
import { addUrlSource } from './video-sources.js'

const DISCOVERY_SECONDS = 4

/** @throws ApiError VIAS.00010012 when it is switched off, or another one is under way */
export async function discoverOnvif(
  { onvif }: Pick<JobDeps, 'onvif'>,
  { seconds = DISCOVERY_SECONDS }: DiscoverOnvif,
): Promise<FoundDevice[]> {
  try {
    return await onvif.discover(seconds)
  } catch (error) {
    if (!(error instanceof OnvifError)) throw error
    throw new ApiError('VIAS.00010012', `discover: ${error.message}`)
  }
}

/** @throws ApiError naming the field */
export async function askOnvif(
  { onvif }: Pick<JobDeps, 'onvif'>,
  body: OnvifQuestion,
): Promise<{ device: OnvifDevice; login: OnvifLogin }> {
  const login = toLogin(undefined, body, undefined)
  return { device: await asked(undefined, () => onvif.ask(login)), login }
}

/**
 * Registers a source of type `url` that reads the stream which the device gives.
 * @returns its id
 * @throws ApiError naming the field; nothing is stored then
 */
export async function createOnvifSource(
  deps: JobDeps,
  caller: Caller,
  body: CreateOnvifSource,
): Promise<string> {
  const login = toLogin(undefined, body, undefined)
  const streams = await askedStreams(deps, undefined, login, body.source_token)
  const { url } = chooseStream(streams, body.stream ?? 'auto')
  return addUrlSource(deps, caller, body, url)
}
