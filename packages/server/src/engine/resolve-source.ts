/** What a job reads when it runs: all that its input names is looked up anew for every run. */
import type { DirectInput, Job, ReadableInput, RunSpec, VideoStore } from '@vigia/core'

/** Where what inputs name is looked up. */
export interface Registers {
  video: Pick<VideoStore, 'findSource'>
}

/** Undefined when its video source is gone, as only that of a job that is being deleted can be. */
export const resolveSource =
  (registers: Registers) =>
  async ({ projectId, spec }: Pick<Job, 'projectId' | 'spec'>): Promise<RunSpec | undefined> => {
    const { index } = spec.input
    const input = await directInput(registers, spec.input)
    return input && { ...spec, input: { ...(await readableInput(registers, projectId, input)), index } }
  }

async function directInput(
  { video }: Registers,
  input: Job['spec']['input'],
): Promise<DirectInput | undefined> {
  return input.type === 'video_source' ? (await video.findSource(input.sourceId))?.input : input
}

/** An input with all that it takes to reach it. */
export async function readableInput(
  _registers: Registers,
  projectId: string,
  input: DirectInput,
): Promise<ReadableInput> {
  return input.type === 'vis' ? { ...input, projectId } : input
}
