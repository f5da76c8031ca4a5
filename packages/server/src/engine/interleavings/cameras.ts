/** Registered cameras, all of one group; their addresses are changed while jobs read them. */
import { PROJECT, plainGroup, plainSource, uuid } from '@vigia/core/conformance'
import type { Stores } from '../../store/index.js'
import { type JobDeps, updateVideoSource } from '../../use-cases/index.js'
import type { Dice } from './dice.js'

export const GROUP = uuid(1)
export const CAMERAS = [1, 2, 3].map(uuid)
const MOST = 9

const addressOf = (camera: string, n: number): string => `rtsp://10.1.${n}.${1 + CAMERAS.indexOf(camera)}/ch1`

/** By the camera's id. */
export const firstAddresses = (): Map<string, string> =>
  new Map(CAMERAS.map((camera) => [camera, addressOf(camera, 0)]))

export async function registerCameras({ video }: Stores): Promise<void> {
  for (const [i, id] of CAMERAS.entries()) await video.addSource(plainSource(i + 1, { id }), [], MOST)
  await video.addGroup(plainGroup(1, { id: GROUP }), CAMERAS, MOST)
}

export async function bringBack({ video }: Stores): Promise<void> {
  for (const [id, url] of firstAddresses()) {
    const camera = (await video.findSource(id))!
    await video.changeSource(camera, { ...camera, input: { type: 'url', url } }, true)
  }
}

/** Gives one of them another address. */
export async function moveCamera(deps: JobDeps, dice: Dice): Promise<void> {
  const camera = dice.pick(CAMERAS)!
  const url = addressOf(camera, dice.below(3))
  await updateVideoSource(deps, { projectId: PROJECT, userName: 'admin' }, camera, {
    video_source_name: `camera-${1 + CAMERAS.indexOf(camera)}`,
    type_config: `<type_config><url_address>${url}</url_address></type_config>`,
  })
}
