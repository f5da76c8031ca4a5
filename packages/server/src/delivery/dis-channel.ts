/** The data stream of a job: the same messages as its webhook gets, as records whose key is the job. */
import type {
  BlobStore,
  DataStreams,
  Delivery,
  JobStore,
  PutOutcome,
  ResultStore,
  StreamRecord,
} from '@vigia/core'
import { pictureOf } from '../blobs/index.js'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'

export interface DisDeps {
  jobs: JobStore
  results: ResultStore
  blobs: BlobStore
  streams: DataStreams
}

/** Clients of DIS put as much at once. */
const MOST_RECORDS = 50
const MOST_BYTES = 4_194_304

export class DisChannel implements Channel {
  readonly most = MOST_RECORDS

  constructor(private readonly deps: DisDeps) {}

  /** One stream of one project. */
  async receiverOf(jobId: string): Promise<string | undefined> {
    const job = await this.deps.jobs.find(jobId)
    const stream = job?.spec.output.dis?.streamName
    return job && stream ? `${job.projectId} dis ${stream}` : undefined
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    const { jobs, streams } = this.deps
    const job = await jobs.find(deliveries[0]?.jobId ?? '')
    const stream = job?.spec.output.dis?.streamName
    if (!job || !stream) return deliveries.map(() => gone('the job has no data stream any more'))
    const outcomes: Outcome[] = []
    let open: StreamRecord[] = []
    let places: number[] = []
    let bytes = 0
    const put = async (): Promise<boolean> => {
      const done = open.length === 0 ? [] : await streams.put(job.projectId, stream, open, signal)
      for (const [i, outcome] of done.entries()) outcomes[places[i]!] = outcomeOf(outcome)
      open = []
      places = []
      bytes = 0
      return done.every((outcome) => outcome.kind === 'put' || outcome.gone)
    }
    for (const [i, { messageId }] of deliveries.entries()) {
      const record = await this.recordOf(job.id, messageId)
      if (!record) {
        outcomes[i] = gone('the result is not kept any more')
        continue
      }
      // What comes behind a failure waits for it, or it would overtake it.
      if (bytes + record.data.length > MOST_BYTES && !(await put()))
        return this.withWaiting(deliveries, outcomes)
      open.push(record)
      places.push(i)
      bytes += record.data.length
    }
    await put()
    return outcomes
  }

  private withWaiting(deliveries: readonly Delivery[], outcomes: Outcome[]): Outcome[] {
    return deliveries.map(
      (_, i) => outcomes[i] ?? { kind: 'failed', reason: 'the results before it could not be put' },
    )
  }

  private async recordOf(jobId: string, messageId: string): Promise<StreamRecord | undefined> {
    const result = await this.deps.results.byMessageId(messageId)
    if (!result) return undefined
    const picture = await pictureOf(this.deps, result)
    return { key: jobId, data: Buffer.from(messageOf(result, picture)), id: messageId }
  }
}

const gone = (reason: string): Outcome => ({ kind: 'failed', reason, gone: 'delivery' })

function outcomeOf(outcome: PutOutcome): Outcome {
  if (outcome.kind === 'put') return { kind: 'delivered', answer: outcome.at }
  const { reason, retryAfterMs } = outcome
  return { kind: 'failed', reason, ...(outcome.gone ? { gone: 'delivery' } : { retryAfterMs }) }
}
