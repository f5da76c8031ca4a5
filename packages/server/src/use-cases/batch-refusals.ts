/** Why a batch, or one of its members, is refused. */
import { ApiError } from '@vigia/contract'
import type { InputKind, VideoGroup, VideoSource } from '@vigia/core'
import { invalid } from './invalid.js'

export const noBatch = (id: string): ApiError =>
  new ApiError('VIAS.00010008', `id: there is no batch ${id} in this project`)

export const batchNameTaken = (name: string): ApiError =>
  new ApiError('VIAS.00010011', `name: "${name}" is taken by another batch of this project`)

export const overtaken = (): ApiError =>
  new ApiError(
    'VIAS.00010012',
    'the batch is being deleted, or another request has just changed it or deleted a group of it; look at it and try again',
  )

export const noSources = (): ApiError =>
  invalid('batch_input.video_source_group: the groups hold no source; add sources to them first')

export const notInGroup = ({ name }: VideoGroup): ApiError =>
  new ApiError(
    'VIAS.00010002',
    `video_source_id: there is no such source in group "${name}"; add it to the group, or leave it out`,
  )

export const sourceGone = (): ApiError =>
  new ApiError('VIAS.00010002', 'video_source_id: the source has just been deleted')

export const wrongKind = (
  { input }: Pick<VideoSource, 'input'>,
  serviceName: string,
  kinds: readonly InputKind[],
): ApiError =>
  invalid(`video_source_id: ${serviceName} does not work on ${input.type}; it takes ${kinds.join(', ')}`)

export const namedTwice = (): ApiError =>
  invalid('target_roi: the source is named twice with different ones; the first counts, leave the other out')

export const noStream = (): ApiError =>
  invalid('video_source_id: a job with a schedule reads a stream, and the source is none; leave it out')

export const jobNameTaken = (name: string): ApiError =>
  new ApiError('VIAS.00010011', `name: "${name}" is taken by another job of this project`)

export const tooManyJobs = (most: number): ApiError =>
  new ApiError('VIAS.0010048', `the project has ${most} jobs, as many as it may have; delete some`)

export const sourceChanged = (): ApiError =>
  new ApiError(
    'VIAS.00010002',
    'video_source_id: the source was changed or deleted at the same moment; update the batch with its batch_input',
  )

export const memberAlready = (): ApiError =>
  new ApiError('VIAS.00010012', 'the batch has just got another job of this source')

export const releaseChanged = (): ApiError =>
  new ApiError(
    'VIAS.00010012',
    'the service was upgraded at the same moment; update the batch with its batch_input',
  )

export const keepsChanging = (): ApiError =>
  new ApiError('VIAS.00010012', 'update: the job keeps changing its state; try again')
