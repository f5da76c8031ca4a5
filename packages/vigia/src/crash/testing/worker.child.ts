/** A worker whose runs emit results with pictures as fast as they are stored, and write down what they were answered. */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Assignment, ResultRow } from '@vigia/core'
import { ledger } from './ledger.js'
import { linkTo, Rejected } from './link.js'
import { order, tell } from './order.js'
import type { Entry, WorkerLine, WorkerOrder } from './protocol.js'

const ANSWER_MS = 2_000
const SLOTS = 4
/** Events and a stream keep all of them on the small disk. */
const LARGEST_PICTURE = 6_000

const { name, linkPort, leaseMs, ledger: file } = await order<WorkerOrder>()
const link = linkTo(linkPort, ANSWER_MS)
const write = ledger<WorkerLine>(file)
const runs = new Map<string, { epoch: number; isLost: boolean }>()
let ending = false

async function renew(): Promise<void> {
  const held = [...runs].map(([jobId, { epoch }]) => ({ jobId, epoch }))
  const { lost } = await link.renew(name, held)
  for (const jobId of lost) {
    const run = runs.get(jobId)
    if (run) run.isLost = true
  }
}

async function claim(): Promise<void> {
  if (ending || runs.size >= SLOTS) return
  for (const assignment of await link.claim(name, SLOTS - runs.size)) {
    const run = { epoch: assignment.epoch, isLost: false }
    runs.set(assignment.jobId, run)
    void emit(assignment, run).finally(() => {
      if (runs.get(assignment.jobId) === run) runs.delete(assignment.jobId)
    })
  }
}

async function emit({ jobId, projectId, epoch }: Assignment, run: { isLost: boolean }): Promise<void> {
  await link.report(jobId, epoch, { kind: 'begun' }).catch(() => undefined)
  await link.report(jobId, epoch, { kind: 'running' }).catch(() => undefined)
  for (let sequence = 1; !run.isLost && !ending; ) {
    const rows = Array.from({ length: randomInt(1, 4) }, () => rowOf(jobId, projectId, epoch, sequence++))
    for (const row of rows) write({ what: 'sent', ...entryOf(row) })
    if (!(await store(jobId, epoch, rows, run))) return
    for (const row of rows) write({ what: 'stored', ...entryOf(row) })
    // As after an answer that was lost on its way.
    if (randomInt(20) === 0) await store(jobId, epoch, rows, run)
    await pause(randomInt(10, 80))
  }
}

/** Hands the same rows over until they are stored. @returns false when the run is over */
async function store(
  job: string,
  epoch: number,
  rows: ResultRow[],
  run: { isLost: boolean },
): Promise<boolean> {
  while (!run.isLost) {
    try {
      if (await link.append(job, epoch, rows)) return true
      write({ what: 'fenced' })
      return false
    } catch (error) {
      refused(error)
      await pause(50)
    }
  }
  return false
}

/** Nobody may have been there to answer, which is not worth a line. */
function refused(error: unknown): void {
  if (error instanceof Rejected) write({ what: 'rejected', reason: error.message })
}

function rowOf(jobId: string, projectId: string, epoch: number, sequence: number): ResultRow {
  const messageId = randomUUID().toUpperCase()
  const at = Date.now()
  const vigia = { epoch, sequence, video_time_ms: 0, frame_at: new Date(at).toISOString() }
  const envelope = {
    stream_id: '',
    task_id: jobId,
    event_type: 196_609,
    timestamp: at,
    message_id: messageId,
  }
  return {
    ...{ jobId, epoch, sequence, messageId, projectId, eventType: 196_609, at },
    envelope: { ...envelope, data: { event_set: [] }, vigia },
    picture: randomInt(5) === 0 ? undefined : new Uint8Array(randomBytes(randomInt(1, LARGEST_PICTURE))),
  }
}

const entryOf = ({ jobId, epoch, sequence, messageId, picture }: ResultRow): Entry => ({
  job: jobId,
  epoch,
  sequence,
  message: messageId,
  picture: picture ? createHash('sha1').update(picture).digest('hex') : '',
})

// Asked to end: what was begun is stored, nothing more is emitted.
process.once('message', () => {
  ending = true
})
tell('ready')
for (let at = 0; !ending || runs.size > 0; at += 1) {
  // Nobody may answer for a while: it is asked again.
  if (at % 4 === 0) await renew().catch(() => undefined)
  await claim().catch(refused)
  await pause(leaseMs / 20)
}
process.exit(0)
