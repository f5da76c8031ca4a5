/** Groups of video sources. Every call throws VigiaError when it fails. */
import type {
  CreateVideoGroup,
  UpdateVideoGroup,
  VideoGroupDetails,
  VideoGroupList,
  VideoGroupQuery,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const one = (id: string): string => `video-group/${part(id)}`

export class Groups {
  constructor(private readonly call: Caller) {}

  /** @returns the id of the new group */
  async create(body: CreateVideoGroup): Promise<string> {
    const answer = await this.call.json(inProject('POST', 'video-group', { body }))
    return (answer as { video_group_id: string }).video_group_id
  }

  /** All that match, newest first, or one page of them with `is_paged`. */
  async list(query: Partial<VideoGroupQuery> = {}): Promise<VideoGroupList> {
    return (await this.call.json(inProject('GET', 'video-group/groups', { query }))) as VideoGroupList
  }

  async get(id: string): Promise<VideoGroupDetails> {
    return (await this.call.json(inProject('GET', one(id)))) as VideoGroupDetails
  }

  /** What is left out stays; sources that are named are all of its sources from then on. */
  async update(id: string, body: UpdateVideoGroup): Promise<void> {
    await this.call.json(inProject('PUT', one(id), { body }))
  }

  /** Its sources stay. Refused while a batch names it. */
  async delete(id: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(id)))
  }
}
