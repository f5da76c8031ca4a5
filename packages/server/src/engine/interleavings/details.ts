/** What users give for a job: read from what is stored, and as a question would have it. */
import { isDeepStrictEqual } from 'node:util'
import type { Job, JobInput } from '@vigia/core'
import type { Ask } from './asks.js'
import type { BatchAsk } from './batch-asks.js'
import { type Window, windowOf } from './windows.js'

export interface Details {
  name: string
  /** An address, or the id of a camera that is registered. */
  reads: string
  window: Window | undefined
  output: Job['spec']['output']
  common: Job['spec']['common']
}

export const detailsOf = ({ name, schedule, spec }: Pick<Job, 'name' | 'schedule' | 'spec'>): Details => ({
  name,
  reads: readsOf(spec.input),
  window: windowOf(schedule),
  output: spec.output,
  common: spec.common,
})

const readsOf = (input: JobInput): string =>
  input.type === 'url' ? input.url : input.type === 'video_source' ? input.sourceId : input.type

/** Only the name differs, or nothing: that may be changed while the job runs. */
export const haveSameRun = (one: Details, other: Details): boolean =>
  isDeepStrictEqual({ ...one, name: '' }, { ...other, name: '' })

/** What an update of a job, or of its batch, makes of it. */
export function updatedBy(ask: Ask | BatchAsk, now: Details): Details {
  const window = ask.patch.window === undefined ? now.window : (ask.patch.window ?? undefined)
  if (ask.on === 'job') {
    const { name = now.name, url: reads = now.reads } = ask.patch
    return { ...now, name, reads, window }
  }
  const { output = now.output, common = now.common } = ask.patch
  return { ...now, name: renamedBy(ask, now.name), window, output, common }
}

/** Members that are called like their batch follow it. */
function renamedBy({ patch, nameBefore }: BatchAsk, name: string): string {
  const number = /-(\d+)$/.exec(name)?.[1]
  const isFollowing = patch.name !== undefined && name === `${nameBefore}-${number}`
  return isFollowing ? `${patch.name}-${number}` : name
}
