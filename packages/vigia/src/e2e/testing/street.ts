/** The drawn street as footage of all end-to-end tests, and the jobs that watch it. */
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { CreateTask, CreateTaskV1 } from '@vigia/contract'
import { DEMO_ROI, DEMO_SCENE, makeSceneClip, type SceneClip } from '@vigia/scenes'
import type { VigiaClient } from '@vigia/sdk'
import { type RtspServer, startRtspServer } from '@vigia/testing'
import { atEnd } from './cleanup.js'
import { until } from './until.js'

/** Kept between runs, outside of version control. */
export const SCENES = fileURLToPath(new URL('../../../../../.cache/scenes', import.meta.url))
/** 1280x720, 20 s at 10 frames a second, people about 185 px tall; the first crossings come in its first 6 s. */
export const STREET = DEMO_SCENE
export const STREET_ROI = DEMO_ROI
export const INTRUSION = 'c-intrusiondetection-cloud'
export const FLOW = 'c-flowcount-cloud'

export function streetClip(): Promise<SceneClip> {
  return makeSceneClip(STREET, SCENES, { ffmpegPath: 'ffmpeg' })
}

export interface Camera {
  /** With user and password. */
  url: string
  /** The camera is gone until `plugIn`. */
  unplug(): Promise<void>
  /** It is back at the same address, playing from its beginning. */
  plugIn(): Promise<void>
}

export const CAMERA_PASSWORD = 'c4mera-s3cret'

/** A camera that shows the street. */
export async function streetCamera(t: TestContext): Promise<Camera> {
  const { video } = await streetClip()
  const login = { user: 'viewer', password: CAMERA_PASSWORD }
  let server: RtspServer | undefined = await startRtspServer({ file: video, ...login })
  const { url, port } = server
  const unplug = async (): Promise<void> => {
    await server?.stop()
    server = undefined
  }
  atEnd(t, unplug)
  return {
    url,
    unplug,
    plugIn: async () => {
      server = await startRtspServer({ file: video, port, ...login })
    },
  }
}

/** An intrusion job by the v2 address. Without a webhook its results are only kept. */
export function intrusionJob(
  name: string,
  url: string,
  webhook?: { url: string; headers: Record<string, string> },
): CreateTask {
  return {
    name,
    service_version: '3.0',
    input: { type: 'url', data: [{ url }] },
    output: webhook ? { webhook, event_center: true } : { event_center: true },
    config: { common: { target_roi: JSON.stringify(STREET_ROI) } },
  }
}

/** A people-flow job by the v1 address (no name, no version): every frame, one line count, region counts each second. */
export function flowJob(url: string): CreateTaskV1 {
  return {
    input: { type: 'url', data: [{ url }] },
    output: { event_center: true },
    config: {
      common: {
        sampling_fps: STREET.fps,
        line_count_interval: 60,
        region_count_interval: 1,
        target_roi: JSON.stringify(STREET_ROI),
      },
    },
  }
}

/** Creates one job and gives its id. */
export async function create(
  client: VigiaClient,
  service: string,
  body: CreateTask | CreateTaskV1,
): Promise<string> {
  const { tasks } = await client.jobs.create(service, body)
  return tasks[0]!.id
}

type Details = Awaited<ReturnType<VigiaClient['jobs']['getV2']>>

/** Waits until the job is in the state, and gives its details then. */
export async function untilState(
  client: VigiaClient,
  id: string,
  state: Details['state'],
  also: (details: Details) => boolean = () => true,
): Promise<Details> {
  let last: Details | undefined
  try {
    return await until(`job ${id} to be ${state}`, async () => {
      last = await client.jobs.getV2(id)
      return last.state === state && also(last) ? last : undefined
    })
  } catch (error) {
    throw new Error(`${(error as Error).message}; it is ${last?.state}: ${last?.status ?? ''}`)
  }
}
