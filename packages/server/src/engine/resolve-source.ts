/** What a job reads when it runs: a registered video source is looked up anew for every run. */
import type { Job, RunSpec, VideoStore } from '@vigia/core'

/** Undefined when the source is gone, as only that of a job that is being deleted can be. */
export const resolveSource =
  (video: Pick<VideoStore, 'findSource'>) =>
  async ({ spec }: Pick<Job, 'spec'>): Promise<RunSpec | undefined> => {
    const { input } = spec
    if (input.type !== 'video_source') return { ...spec, input }
    const source = await video.findSource(input.sourceId)
    return source && { ...spec, input: { ...source.input, index: input.index } }
  }
