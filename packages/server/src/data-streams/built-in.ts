/** The platform's own streams as a channel of jobs: records go straight into the store, without limits on their rate. */
import {
  allFailed,
  type Clock,
  type DataStreamStore,
  type DataStreams,
  type PutOutcome,
  StreamGone,
  type StreamRecord,
} from '@vigia/core'
import { StoreFull } from '../store/index.js'
import { hashOf, partitionOf } from './partitions.js'

export interface BuiltInDeps {
  store: Pick<DataStreamStore, 'stream' | 'append'>
  clock: Clock
  /** How much data a stream keeps, bytes. */
  streamBytes: number
}

export class BuiltInStreams implements DataStreams {
  readonly backend = 'built-in'

  constructor(private readonly deps: BuiltInDeps) {}

  async exists(projectId: string, name: string): Promise<boolean> {
    return (await this.deps.store.stream(projectId, name)) !== undefined
  }

  async put(projectId: string, name: string, records: StreamRecord[]): Promise<PutOutcome[]> {
    const { store, clock, streamBytes } = this.deps
    const stream = await store.stream(projectId, name)
    if (!stream) return allFailed(records, noStream(name))
    const placed = records.map(({ key, data }) => ({
      partition: partitionOf(hashOf(key), stream.partitions),
      key,
      data,
    }))
    try {
      const sequences = await store.append(stream.id, placed, clock.now(), streamBytes)
      return placed.map(({ partition }, i) => ({
        kind: 'put',
        at: `partition ${partition}, sequence ${sequences[i]}`,
      }))
    } catch (error) {
      if (error instanceof StreamGone) return allFailed(records, noStream(name))
      if (error instanceof StoreFull) return allFailed(records, error.message)
      throw error
    }
  }

  async close(): Promise<void> {}
}

const noStream = (name: string): string =>
  `there is no data stream ${name} in this project; make it with POST /v2/{project_id}/streams`
