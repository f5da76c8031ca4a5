/** Which sources a batch is about: from the wire's groups and lists to sources, each once. */
import { ApiError, type BatchInput } from '@vigia/contract'
import type { Algorithm, VideoGroup, VideoSource } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import { namedTwice, noSources, notInGroup, sourceGone, wrongKind } from './batch-refusals.js'
import type { BatchTally } from './batch-tally.js'
import { inTurns } from './in-turns.js'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'

export interface WantedSource {
  source: VideoSource
  /** Its own `target_roi`. */
  region: string | undefined
}

export interface WantedSources {
  groupIds: string[]
  sources: WantedSource[]
  /** Ids that are named and cannot be had. */
  refused: ReadonlySet<string>
}

/**
 * @param tally is told of sources that are named and not there
 * @throws ApiError naming the field, for groups and for a request without any source
 */
export async function toSources(
  deps: Pick<BatchDeps, 'video'>,
  { projectId }: Caller,
  algorithm: Algorithm,
  { video_source_group: entries }: BatchInput,
  tally: BatchTally,
): Promise<WantedSources> {
  const groups = await groupsOf(deps, projectId, algorithm, entries)
  const regions = new Map<string, string | undefined>()
  const refused = new Set<string>()
  const members = await membersOf(deps, [...groups.keys()])
  for (const { video_source_group_id: groupId, video_source_list: named } of entries) {
    const inGroup = members.get(groupId) ?? new Set()
    if (named.length === 0) for (const id of inGroup) regions.set(id, regions.get(id))
    for (const { video_source_id: id, target_roi } of named) {
      // An empty one says nothing.
      const region = target_roi || undefined
      const earlier = regions.get(id)
      if (!inGroup.has(id)) {
        refused.add(id)
        tally.fail(`source ${id}`, notInGroup(groups.get(groupId)!))
      } else if (region !== undefined && earlier !== undefined && earlier !== region)
        tally.fail(`source ${id}`, namedTwice())
      else regions.set(id, earlier ?? region)
    }
  }
  if (regions.size === 0) throw tally.hasFailure ? tally.refusal() : noSources()
  const sources = await sourcesOf(deps, projectId, regions, algorithm, tally)
  return { groupIds: [...groups.keys()], sources, refused }
}

const GROUPS = 'batch_input.video_source_group'

/** By their ids, in the order of the request. */
async function groupsOf(
  { video }: Pick<BatchDeps, 'video'>,
  projectId: string,
  { type, serviceName }: Algorithm,
  entries: BatchInput['video_source_group'],
): Promise<Map<string, VideoGroup>> {
  const ids = entries.map(({ video_source_group_id }) => video_source_group_id)
  const there = new Map((await video.groupsOf(projectId, ids)).map((group) => [group.id, group]))
  const groups = new Map<string, VideoGroup>()
  ids.forEach((id, i) => {
    const at = `${GROUPS}[${i}].video_source_group_id`
    const group = there.get(id)
    if (!group) throw new ApiError('VIAS.00010002', `${at}: there is no group ${id} in this project`)
    if (group.accessType !== type)
      throw invalid(
        `${at}: "${group.name}" is for ${group.accessType} analysis, and ${serviceName} is a ${type} service`,
      )
    if (groups.has(id)) throw invalid(`${at}: ${id} is there twice; name its sources in one entry`)
    groups.set(id, group)
  })
  return groups
}

async function membersOf(
  { video }: Pick<BatchDeps, 'video'>,
  groupIds: string[],
): Promise<Map<string, Set<string>>> {
  const members = new Map(groupIds.map((id) => [id, new Set<string>()]))
  for (const { groupId, sourceId } of await video.sourceIdsOf(groupIds)) members.get(groupId)?.add(sourceId)
  return members
}

async function sourcesOf(
  { video }: Pick<BatchDeps, 'video'>,
  projectId: string,
  regions: Map<string, string | undefined>,
  { serviceName, inputs }: Algorithm,
  tally: BatchTally,
): Promise<WantedSource[]> {
  const sources: WantedSource[] = []
  for await (const ids of inTurns([...regions.keys()])) {
    const there = new Map((await video.sourcesOf(projectId, ids)).map((source) => [source.id, source]))
    for (const id of ids) {
      const source = there.get(id)
      if (!source) tally.fail(`source ${id}`, sourceGone())
      else if (inputs && !inputs.includes(source.input.type))
        tally.fail(`source ${id}`, wrongKind(source, serviceName, inputs))
      else sources.push({ source, region: regions.get(id) })
    }
  }
  return sources
}

/** `target_roi` of the sources that have one of their own, by the source's id. */
export const regionsOf = (sources: WantedSource[]): Record<string, string> =>
  Object.fromEntries(
    sources.flatMap(({ source, region }) => (region === undefined ? [] : [[source.id, region]])),
  )
