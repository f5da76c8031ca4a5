/** Registered video sources, and what they show. Every call throws VigiaError when it fails. */
import type {
  CreateOnvifSource,
  CreateVideoSource,
  PreviewVideoSource,
  UpdateVideoSource,
  VideoSourceDetails,
  VideoSourceList,
  VideoSourceQuery,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'
import { CLIENT_CODES, VigiaError } from './errors.js'
import { type MovingPicture, movingPictures } from './moving-pictures.js'

const one = (id: string): string => `source/sources/${part(id)}`

/** The server looks for a picture for up to 40 s. */
const PREVIEW_MS = 60_000

export class Sources {
  constructor(private readonly call: Caller) {}

  /** @returns the id of the new source */
  async create(body: CreateVideoSource): Promise<string> {
    const answer = await this.call.json(inProject('POST', 'source', { body }))
    return (answer as { video_source_id: string }).video_source_id
  }

  /** Asks the ONVIF device for its streams, and registers the one that is to be analysed. */
  async createByOnvif(body: CreateOnvifSource): Promise<string> {
    const answer = await this.call.json(inProject('POST', 'onvif/sources', { body }))
    return (answer as { video_source_id: string }).video_source_id
  }

  /** All that match, newest first, or one page of them with `is_paged`. */
  async list(query: Partial<VideoSourceQuery> = {}): Promise<VideoSourceList> {
    return (await this.call.json(inProject('GET', 'source/sources', { query }))) as VideoSourceList
  }

  async get(id: string): Promise<VideoSourceDetails> {
    return (await this.call.json(inProject('GET', one(id)))) as VideoSourceDetails
  }

  /** What is left out stays; a password that is sent back as it was shown, too. */
  async update(id: string, body: UpdateVideoSource): Promise<VideoSourceDetails> {
    return (await this.call.json(inProject('PUT', `source/${part(id)}`, { body }))) as VideoSourceDetails
  }

  /** Refused while jobs read it. */
  async delete(id: string): Promise<void> {
    await this.call.json(inProject('DELETE', `source/${part(id)}`))
  }

  /**
   * Newest live picture, JPEG. Asking opens the source for ten seconds: undefined while the first one is on its way,
   * or none comes.
   */
  picture(id: string): Promise<Blob | undefined> {
    return this.call.blob(inProject('GET', `${one(id)}/picture`))
  }

  /**
   * Live pictures, about three a second; ends with the source, with the sign-in, or when the loop is left.
   * @param seconds 1 to 86400, after which it ends
   */
  async watch(id: string, seconds = 3_600): Promise<AsyncIterable<MovingPicture>> {
    return movingPictures(await this.call.stream(inProject('GET', `${one(id)}/live`, { query: { seconds } })))
  }

  /** One picture, JPEG, of a source that is not registered. @throws VigiaError with the reason when none comes */
  async preview(body: PreviewVideoSource): Promise<Blob> {
    const picture = await this.call.blob(inProject('POST', 'source/preview', { body, timeoutMs: PREVIEW_MS }))
    if (picture) return picture
    throw new VigiaError({
      status: 404,
      code: CLIENT_CODES.unexpected,
      message: 'The server cannot try sources.',
      detail: 'it does not know source/preview',
      advice: 'Use a server of this version or a newer one.',
    })
  }
}
