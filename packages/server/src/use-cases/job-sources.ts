/** The registered video sources that jobs read. */
import { ApiError } from '@vigia/contract'
import {
  type Algorithm,
  type DirectInput,
  inputName,
  type Job,
  type JobInput,
  type JobSummary,
  type VideoSource,
} from '@vigia/core'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'

/** By id. */
export type Sources = ReadonlyMap<string, VideoSource>

/** @throws ApiError naming the item whose source is not there, or is for another kind of analysis */
export async function findSources(
  deps: Pick<JobDeps, 'video'>,
  { projectId }: Pick<Caller, 'projectId'>,
  { serviceName, type }: Pick<Algorithm, 'serviceName' | 'type'>,
  inputs: JobInput[],
): Promise<Sources> {
  const ids = inputs.flatMap((input) => (input.type === 'video_source' ? [input.sourceId] : []))
  const sources = new Map((await deps.video.sourcesOf(projectId, ids)).map((source) => [source.id, source]))
  inputs.forEach((input, i) => {
    if (input.type !== 'video_source') return
    const field = `input.data[${i}].video_source_id`
    const source = sources.get(input.sourceId)
    if (!source)
      throw new ApiError(
        'VIAS.00010002',
        `${field}: there is no video source ${input.sourceId} in this project`,
      )
    // Edge cameras are at this installation's own node, which runs every service.
    if (source.accessType !== type && source.input.type !== 'edgecamera')
      throw invalid(
        `${field}: "${source.name}" is for ${source.accessType} analysis, and ${serviceName} is a ${type} service`,
      )
  })
  return sources
}

/** What an input is when it runs; `findSources` has found the source. */
export const readOf = (input: JobInput, sources: Sources): DirectInput =>
  input.type === 'video_source' ? sources.get(input.sourceId)!.input : input

/** The registered source that an input names; `findSources` has found it. */
export const sourceOf = (input: JobInput, sources: Sources): VideoSource | undefined =>
  input.type === 'video_source' ? sources.get(input.sourceId) : undefined

/** Names of the groups of each source that the jobs read, comma-separated, by the source's id. */
export async function groupNames(
  deps: Pick<JobDeps, 'video'>,
  jobs: Pick<JobSummary, 'sourceId'>[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const ids = jobs.flatMap(({ sourceId }) => sourceId ?? [])
  if (ids.length === 0) return names
  for (const { sourceId, groupName } of await deps.video.membershipsOf(ids)) {
    const before = names.get(sourceId)
    names.set(sourceId, before === undefined ? groupName : `${before},${groupName}`)
  }
  return names
}

/** What a job says of what it reads; `findSources` has found the source. */
export function sourceMembers(input: JobInput, sources: Sources): Pick<Job, 'sourceId' | 'sourceName'> {
  if (input.type !== 'video_source') return { sourceId: undefined, sourceName: inputName(input) }
  return { sourceId: input.sourceId, sourceName: sources.get(input.sourceId)!.name }
}
