/** What a job reads when it runs: all that its input names is looked up anew for every run. */
import {
  chooseStream,
  type DirectInput,
  type EdgeCameraStore,
  type Job,
  type ObjectStoreRegister,
  type ReadableInput,
  type RunSpec,
  storePlace,
  type VideoStore,
} from '@vigia/core'

/** Where what inputs name is looked up. */
export interface Registers {
  video: Pick<VideoStore, 'findSource'>
  cameras: Pick<EdgeCameraStore, 'get'>
  objectStores: Pick<ObjectStoreRegister, 'find'>
}

/** Undefined when its video source is gone, as only that of a job that is being deleted can be. */
export const resolveSource =
  (registers: Registers) =>
  async ({ projectId, spec }: Pick<Job, 'projectId' | 'spec'>): Promise<RunSpec | undefined> => {
    const { index } = spec.input
    const input = await directInput(registers, spec.input)
    const fps = samplingFps(spec)
    return input && { ...spec, input: { ...(await readableInput(registers, projectId, input, fps)), index } }
  }

/** Undefined when the job does not say. */
const samplingFps = ({ common: { sampling_fps: fps } }: Job['spec']): number | undefined =>
  typeof fps === 'number' ? fps : undefined

async function directInput(
  { video }: Registers,
  input: Job['spec']['input'],
): Promise<DirectInput | undefined> {
  return input.type === 'video_source' ? (await video.findSource(input.sourceId))?.input : input
}

/**
 * An input with all that it takes to reach it.
 * @param fps frames a second that are sampled, where it is known: a camera with several streams offers one for it
 */
export async function readableInput(
  { cameras, objectStores }: Registers,
  projectId: string,
  input: DirectInput,
  fps?: number,
): Promise<ReadableInput> {
  switch (input.type) {
    case 'obs':
      return { ...input, store: await storePlace(objectStores, projectId) }
    case 'vis':
      return { ...input, projectId }
    case 'edgecamera': {
      const camera = await cameras.get(projectId, input.id)
      return camera ? { ...input, url: chooseStream(camera.streams, camera.stream, fps).url } : input
    }
    default:
      return input
  }
}
