/** Asks one device, by the library, for what it is and which streams it offers. Runs in the thread. */
import type { OnvifDevice, OnvifProfile } from '@vigia/core'
import onvif from 'onvif'
import { boundedAgent } from './bounded-agents.js'
import type { AskQuestion } from './protocol.js'
import { LeadsElsewhere, readProfile } from './read-profile.js'
import { at, textOf } from './texts.js'

/** Answers of real devices take some kilobytes each. */
const MOST_BYTES = 2 * 1024 * 1024
/** Without a byte for so long a device is taken for away. */
const SILENCE_MS = 6_000
/** NVRs with 64 channels have some hundred; each costs two questions. */
const MOST_PROFILES = 48

/** Words for the user. */
export class AskFailure extends Error {
  constructor(
    readonly about: 'address' | 'login' | 'device',
    message: string,
  ) {
    super(message)
  }
}

type Cam = InstanceType<typeof onvif.Cam>
type Done = (error: Error | null | undefined, data?: unknown, xml?: string, status?: number) => void

export async function askDevice(question: AskQuestion): Promise<OnvifDevice> {
  return new Promise((resolve, reject) => {
    const agent = boundedAgent(question.secure, MOST_BYTES, () =>
      reject(new AskFailure('device', 'the device answers with more than two megabytes')),
    )
    ask(question, agent)
      .then(resolve, reject)
      .finally(() => agent.destroy())
  })
}

async function ask(question: AskQuestion, agent: ReturnType<typeof boundedAgent>): Promise<OnvifDevice> {
  const { ip, port, path, secure, user, password } = question
  const cam: Cam = new onvif.Cam({
    hostname: ip,
    port,
    path,
    useSecure: secure,
    agent,
    timeout: SILENCE_MS,
    autoconnect: false,
    // What it calls its own services by: they are asked at the address that was checked.
    preserveAddress: true,
    ...(user === '' ? {} : { username: user, password }),
  })
  const isAnonymous = user === ''
  const call = <T = unknown>(start: (done: Done) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      start((error, data, xml, status) => {
        if (error) reject(failureOf(error, xml, status, isAnonymous))
        else resolve(data as T)
      })
    })
  // Its clock first: the digest of the password holds the time, and the device judges it by its own.
  await call((done) => cam.getSystemDateAndTime(done))
  await call((done) => cam.getServices(true, done)).catch(() => call((done) => cam.getCapabilities(done)))
  const info = await call((done) => cam.getDeviceInformation(done)).catch(() => undefined)
  const profiles = await profilesOf(cam, call, question.hosts)
  return {
    manufacturer: textOf(at(info, 'manufacturer')),
    model: textOf(at(info, 'model')),
    firmware: textOf(at(info, 'firmwareVersion')),
    profiles,
  }
}

type Call = <T = unknown>(start: (done: Done) => void) => Promise<T>

async function profilesOf(cam: Cam, call: Call, hosts: readonly string[]): Promise<OnvifProfile[]> {
  const ask = () => call<unknown[]>((done) => cam.getProfiles(done))
  const raw = await ask().catch((error: unknown) => {
    // Some that offer the second media service have only the first one that works.
    if (!cam.media2Support || !at(cam.uri, 'media')) throw error
    cam.media2Support = false
    return ask()
  })
  const profiles: OnvifProfile[] = []
  for (const one of raw.slice(0, MOST_PROFILES)) {
    const profileToken = textOf(at(one, '$', 'token'))
    if (profileToken === '' || at(one, 'videoEncoderConfiguration') === undefined) continue
    const stream = await call((done) => cam.getStreamUri({ protocol: 'RTSP', profileToken }, done))
    const snapshot = await call((done) => cam.getSnapshotUri({ profileToken }, done)).catch(() => undefined)
    const profile = readProfile(one, at(stream, 'uri'), at(snapshot, 'uri'), hosts)
    if (profile) profiles.push(profile)
  }
  if (profiles.length > 0) return profiles
  throw new AskFailure('device', 'the device offers no video by RTSP')
}

/** What the thread answers for whatever went wrong. */
export function toFailure(error: unknown): AskFailure {
  if (error instanceof AskFailure) return error
  if (error instanceof LeadsElsewhere)
    return new AskFailure(
      'device',
      `the device names a stream at another host, ${error.message}; if that is meant, give the stream's address by hand`,
    )
  return new AskFailure('device', UNREADABLE)
}

export const UNREADABLE = 'what answers there is no ONVIF device, or its answers cannot be read'
const REFUSED = /authori[sz]|unauthorized|digest auth|401/i

function failureOf(error: Error, xml: unknown, status: number | undefined, isAnonymous: boolean): AskFailure {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (status === 401 || REFUSED.test(error.message) || REFUSED.test(textOf(xml, 5_000)))
    return new AskFailure(
      'login',
      isAnonymous ? 'the device asks for user and password' : 'the device refuses user and password',
    )
  if (code === 'ECONNREFUSED') return new AskFailure('address', 'connection refused')
  if (/EHOSTUNREACH|ENETUNREACH/.test(code)) return new AskFailure('address', 'no route to it')
  if (/ETIMEDOUT/.test(code) || error.message === 'Network timeout')
    return new AskFailure('address', 'no answer in time')
  if (code.startsWith('E')) return new AskFailure('address', 'the connection was cut')
  return new AskFailure('device', UNREADABLE)
}
