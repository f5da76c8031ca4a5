/** Pushed streams: encoders send them, jobs read them by name. Every call throws VigiaError when it fails. */
import type { PushedStreamList, PushedStreamsQuery, ShownPushedStream } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const one = (name: string): string => `vis/streams/${part(name)}`

export class Streams {
  constructor(private readonly call: Caller) {}

  /** @param name 1 to 80 letters, digits, `-` and `_`, unique within the project */
  async create(name: string): Promise<ShownPushedStream> {
    const body = { stream_name: name }
    return (await this.call.json(inProject('POST', 'vis/streams', { body }))) as ShownPushedStream
  }

  /** One page by name, their keys masked; `page_size` 5-100 (10). */
  async list(query: Partial<PushedStreamsQuery> = {}): Promise<PushedStreamList> {
    return (await this.call.json(inProject('GET', 'vis/streams', { query }))) as PushedStreamList
  }

  /** With its key, and who pushes it now. */
  async get(name: string): Promise<ShownPushedStream> {
    return (await this.call.json(inProject('GET', one(name)))) as ShownPushedStream
  }

  /** Gives it another key; whoever pushes with the old one is cut off. */
  async rotateKey(name: string): Promise<ShownPushedStream> {
    return (await this.call.json(inProject('POST', `${one(name)}/rotate-key`))) as ShownPushedStream
  }

  /** Cuts off its push. Refused while jobs read it. */
  async delete(name: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(name)))
  }
}
