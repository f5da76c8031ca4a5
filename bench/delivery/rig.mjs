/** A store on a disk, jobs with webhooks, the deliverer, and a receiver; results are appended by job. */
import { fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addressPolicy } from '../../packages/core/dist/index.js'
import { hex32, makeProjects, PROJECT, plainJob } from '../../packages/core/dist/ports/conformance.js'
import {
  BlobFolder,
  Deliverer,
  Engine,
  openSqliteStores,
  PictureAddresses,
  resolveSource,
  SecretBox,
  WebhookChannel,
  WebhookSender,
} from '../../packages/server/dist/index.js'

const RECEIVER = fileURLToPath(new URL('./receiver.mjs', import.meta.url))
const clock = { now: Date.now }
/** With the envelope around it about 1 KB. */
const EVENT = { event_set: [{ event_name: 'x'.repeat(600) }] }

/** @param picture bytes; 0: none */
export async function openRig(jobs, picture) {
  const receiver = fork(RECEIVER, [])
  const [port] = await once(receiver, 'message')
  const folder = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  const stores = await openSqliteStores(join(folder, 'vigia.db'), new SecretBox(randomBytes(32)), clock)
  await makeProjects(stores)
  const url = `http://127.0.0.1:${port}/alarms`
  for (let n = 1; n <= jobs; n += 1) {
    const plain = plainJob(n)
    const output = { eventCenter: false, webhook: { url, headers: { 'x-auth': 's3cret' } } }
    await stores.jobs.insert([{ ...plain, spec: { ...plain.spec, output } }])
    await stores.jobs.claim(hex32(n), 'PENDING', 'bench', 3_600_000)
  }
  const policy = addressPolicy('webhook', '127.0.0.0/8')
  const blobs = await BlobFolder.open(join(folder, 'blobs'))
  const pictures = new PictureAddresses(randomBytes(32), () => '')
  const sender = new WebhookSender({ ...stores, policy, clock })
  const webhook = new WebhookChannel({ ...stores, blobs, clock, pictures, sender })
  const begun = new Map()
  let waits = []
  let answered = 0
  let wanted = { count: 0, reached: () => undefined }
  const deliverer = new Deliverer({
    deliveries: stores.deliveries,
    channels: { webhook: { ...bound(webhook), send: (some, signal) => sendAndNote(some, signal) } },
    clock,
    log: { info: () => undefined, warn: console.error, error: console.error },
  })
  async function sendAndNote(some, signal) {
    const outcomes = await webhook.send(some, signal)
    for (const [i, { messageId }] of some.entries()) {
      if (outcomes[i].kind !== 'delivered') continue
      waits.push(performance.now() - begun.get(messageId))
      begun.delete(messageId)
      answered += 1
    }
    if (answered >= wanted.count) wanted.reached()
    return outcomes
  }
  // As a run hands them over: the picture is on disk before the result.
  const engine = new Engine({
    ...{ ...stores, blobs, projects: stores.identity, clock, wallClock: clock, leaseMs: 3_600_000 },
    log: { info: () => undefined, warn: console.error, error: console.error },
    resolve: resolveSource(stores),
    onPlace: () => undefined,
    onResults: () => deliverer.wake(),
  })
  deliverer.start()
  const sequences = new Array(jobs).fill(0)
  return {
    /** Stores `count` results of job number `n` from 0 on. */
    async append(n, count) {
      const jobId = hex32(n + 1)
      const rows = Array.from({ length: count }, () => {
        sequences[n] += 1
        return rowOf(jobId, sequences[n], picture)
      })
      for (const { messageId } of rows) begun.set(messageId, performance.now())
      if (!(await engine.append(jobId, 1, rows))) throw new Error('the store refused results')
    },
    /** Resolves once so many in all were answered. */
    answered: (count) =>
      new Promise((reached) => {
        wanted = { count, reached }
        if (answered >= count) reached()
      }),
    /** From now on, filled as answers come: milliseconds since the append was called. */
    waits: () => {
      waits = []
      return waits
    },
    async close() {
      await deliverer.stop()
      await sender.close()
      await stores.close()
      receiver.disconnect()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const bound = (channel) => ({ most: channel.most, receiverOf: (id) => channel.receiverOf(id) })

function rowOf(jobId, sequence, picture) {
  const messageId = randomUUID().toUpperCase()
  const at = Date.now()
  const vigia = { epoch: 1, sequence, video_time_ms: 0, frame_at: new Date(at).toISOString() }
  return {
    ...{ jobId, epoch: 1, sequence, messageId, projectId: PROJECT, eventType: 196_609, at },
    envelope: { stream_id: '', task_id: jobId, message_id: messageId, timestamp: at, data: EVENT, vigia },
    picture: picture > 0 ? new Uint8Array(randomBytes(picture)) : undefined,
  }
}
