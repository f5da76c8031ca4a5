/** What the store of the video centre refuses, in the words of the platform. */
import { ApiError } from '@vigia/contract'
import { CameraGone, NameTaken, NotThere, QuotaReached } from '@vigia/core'
import { noCamera } from './camera-refusals.js'

interface Words {
  /** What is stored: `video source`, `group`. */
  what: string
  /** The field of its name, and the code for one that is taken. */
  name: string
  taken: 'VIAS.00010010' | 'VIAS.00010051'
  /** The field that names others, and what these are. */
  others: string
  other: string
}

export const SOURCE_WORDS: Words = {
  what: 'video source',
  name: 'video_source_name',
  taken: 'VIAS.00010010',
  others: 'video_group_ids',
  other: 'group',
}
export const GROUP_WORDS: Words = {
  what: 'group',
  name: 'video_group_name',
  taken: 'VIAS.00010051',
  others: 'video_source_ids',
  other: 'video source',
}

/** Runs what stores something; any other error comes through as it is. */
export async function stored<T>(words: Words, store: () => Promise<T>): Promise<T> {
  try {
    return await store()
  } catch (error) {
    throw refusal(words, error) ?? error
  }
}

function refusal({ what, name, taken, others, other }: Words, error: unknown): ApiError | undefined {
  if (error instanceof NameTaken)
    return new ApiError(taken, `${name}: "${error.jobName}" is taken by another ${what} of this project`)
  if (error instanceof CameraGone) return noCamera('type_config.edge_camera_id', error.cameraId)
  if (error instanceof NotThere)
    return new ApiError(
      'VIAS.00010002',
      `${others}: there is no ${other} ${error.ids.join(', ')} in this project`,
    )
  if (error instanceof QuotaReached)
    return new ApiError(
      'VIAS.0010047',
      `quota: the project has ${error.total} ${what}s and may have ${error.most}; delete some or ask the administrator for more`,
    )
  return undefined
}
