/** Apps, the readers of data streams, and their checkpoints. Every call throws VigiaError (`DIS.…`) when it fails. */
import type {
  SaveStreamCheckpoint,
  StreamAppDetails,
  StreamAppList,
  StreamAppProgress,
  StreamAppProgressQuery,
  StreamAppsQuery,
  StreamCheckpoint,
  StreamCheckpointQuery,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

/** Of which app, in which stream and partition. */
export interface CheckpointOf {
  app: string
  stream: string
  partitionId: string
}

const one = (name: string): string => `apps/${part(name)}`
const placeOf = ({ app, stream, partitionId }: CheckpointOf): StreamCheckpointQuery => ({
  app_name: app,
  stream_name: stream,
  partition_id: partitionId,
  checkpoint_type: 'LAST_READ',
})

export class StreamApps {
  constructor(private readonly call: Caller) {}

  /** @param name 1 to 200 letters, digits, `-` and `_`, unique within the project */
  async create(name: string): Promise<void> {
    await this.call.json(inProject('POST', 'apps', { body: { app_name: name } }))
  }

  /** One page by name; `limit` 1-100 (10), `start_app_name` the last name of the page before. */
  async list(query: Partial<StreamAppsQuery> = {}): Promise<StreamAppList> {
    return (await this.call.json(inProject('GET', 'apps', { query }))) as StreamAppList
  }

  /** With the streams in which it has checkpoints. */
  async get(name: string): Promise<StreamAppDetails> {
    return (await this.call.json(inProject('GET', one(name)))) as StreamAppDetails
  }

  /** With its checkpoints. */
  async delete(name: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(name)))
  }

  /** How far it has come in each partition; `limit` 1-1000 (10). */
  async progress(
    name: string,
    stream: string,
    query: Partial<StreamAppProgressQuery> = {},
  ): Promise<StreamAppProgress> {
    const path = `${one(name)}/streams/${part(stream)}`
    return (await this.call.json(inProject('GET', path, { query }))) as StreamAppProgress
  }

  /** Sequence number of the last record that was read; empty: none was noted. */
  async checkpoint(of: CheckpointOf): Promise<StreamCheckpoint> {
    return (await this.call.json(
      inProject('GET', 'checkpoints', { query: { ...placeOf(of) } }),
    )) as StreamCheckpoint
  }

  /** @param sequenceNumber of the last record that was read; it may lie before the one noted */
  async saveCheckpoint(of: CheckpointOf, sequenceNumber: string, metadata = ''): Promise<void> {
    const body: SaveStreamCheckpoint = { ...placeOf(of), sequence_number: sequenceNumber, metadata }
    await this.call.json(inProject('POST', 'checkpoints', { body }))
  }

  async deleteCheckpoint(of: CheckpointOf): Promise<void> {
    await this.call.json(inProject('DELETE', 'checkpoints', { query: { ...placeOf(of) } }))
  }
}
