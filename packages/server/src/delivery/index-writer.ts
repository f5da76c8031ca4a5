/**
 * The index of each hour in which a job's results were written to object storage: `…/<hh>/index_<job id>.ndjson`, a line
 * for each result. It is made anew whenever more has been written, so that a crash costs nothing but another writing.
 */
import {
  type Clock,
  type DueHour,
  indexName,
  type ObjectIndexStore,
  type ObjectStore,
  type ObjectStoreRegister,
  objectName,
  type StorePlace,
  storePlace,
  type WrittenResult,
} from '@vigia/core'
import type { DeliveryLog } from './deliverer.js'

export interface IndexWriterDeps {
  objectIndex: ObjectIndexStore
  objectStores: ObjectStoreRegister
  openStore(place: StorePlace): ObjectStore
  clock: Clock
  log: DeliveryLog
  /** Fires when a writing of `ms` has taken too long; default `AbortSignal.timeout`. */
  deadline?: (ms: number) => AbortSignal
}

/** Hours looked at in one step, and written at the same time: a store that hangs holds up a few. */
const SOME = 64
const AT_ONCE = 4
const LINES = 200
const TIMEOUT_MS = 30_000
/** To the next try where a store could not be written to. */
const AGAIN_MS = 5 * 60_000

export class IndexWriter {
  constructor(private readonly deps: IndexWriterDeps) {}

  /** Writes what is due now. */
  async step(): Promise<void> {
    const due = await this.deps.objectIndex.due(SOME)
    const next = due.values()
    const turns = Array.from({ length: AT_ONCE }, async () => {
      for (const hour of next) await this.write(hour)
    })
    await Promise.all(turns)
  }

  private async write(hour: DueHour): Promise<void> {
    const { objectIndex, objectStores, openStore, clock, log } = this.deps
    const { bucket, path } = hour
    const results = await objectIndex.resultsOf(hour)
    const size = results.reduce((sum, result) => sum + Buffer.byteLength(line(path, result)), 0)
    const signal = (this.deps.deadline ?? AbortSignal.timeout)(TIMEOUT_MS)
    try {
      const store = openStore(await storePlace(objectStores, hour.projectId))
      const key = indexName(path, hour.hour, hour.jobId)
      await store.put(bucket, key, linesOf(path, results), size, signal)
      await objectIndex.indexed(hour)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ job: hour.jobId, bucket, path, reason }, 'an index could not be written; it is tried again')
      await objectIndex.postponed(hour, clock.now() + AGAIN_MS)
    }
  }
}

function line(path: string, { at, messageId, eventType, hasPicture, hasClip }: WrittenResult): string {
  const name = objectName(path, at, messageId)
  const entry = {
    at: new Date(at).toISOString(),
    message_id: messageId,
    event_type: eventType,
    key: `${name}.json`,
    ...(hasPicture ? { image_key: `${name}.jpg` } : {}),
    ...(hasClip ? { clip_key: `${name}.mp4` } : {}),
  }
  return `${JSON.stringify(entry)}\n`
}

/** Some lines at a time: long paths make many results some hundred megabytes. */
async function* linesOf(path: string, results: readonly WrittenResult[]): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < results.length; from += LINES)
    yield Buffer.from(
      results
        .slice(from, from + LINES)
        .map((result) => line(path, result))
        .join(''),
    )
}
