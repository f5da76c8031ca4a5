/** How long single starts wait for their run while the engine takes in whatever else was started. */
import { MemoryBlobs } from '@vigia/core/conformance'
import { Engine, resolveSource } from '@vigia/server'
import { actOnJob } from '../../packages/server/dist/use-cases/index.js'

/** Between two asks of a worker that nobody wakes. */
const POLL_MS = 1_000
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function engineOn(stores, onPlace) {
  return new Engine({
    ...stores,
    blobs: new MemoryBlobs(),
    projects: stores.identity,
    clock: { now: () => performance.now() },
    wallClock: { now: () => Date.now() },
    log: quiet,
    resolve: resolveSource(stores),
    leaseMs: 60_000,
    onPlace,
    onResults: () => undefined,
  })
}

/** A worker whose runs do nothing and end by themselves after `runMs`. */
export class IdleWorker {
  placedAt = new Map()
  #held = 0
  #runs = []
  #asked = false
  #wake = () => undefined
  #ended = false

  constructor(link, slots, runMs) {
    this.link = link
    this.slots = slots
    this.runMs = runMs
    this.done = this.#work()
  }

  wake() {
    this.#asked = true
    this.#wake()
  }

  async stop() {
    this.#ended = true
    this.wake()
    await this.done
    await Promise.all(this.#runs)
  }

  async #work() {
    while (!this.#ended) {
      this.#asked = false
      for (const run of await this.link.claim('bench', this.slots - this.#held)) {
        this.placedAt.set(run.jobId, performance.now())
        this.#held++
        this.#runs.push(this.#run(run))
      }
      if (!this.#asked)
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, POLL_MS)
          this.#wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }

  async #run({ jobId, epoch }) {
    await this.link.report(jobId, epoch, { kind: 'begun' })
    await this.link.report(jobId, epoch, { kind: 'running' })
    await new Promise((resolve) => setTimeout(resolve, this.runMs))
    // As if a process had said so. Timers that are late by the time they are looked at would hold up all else.
    await new Promise((resolve) => setImmediate(resolve))
    await this.link.report(jobId, epoch, { kind: 'succeeded', status: 'The bench is over.' })
    this.#held--
    this.wake()
  }
}

/** Starts each of the jobs, `everyMs` apart, and waits for its run. Milliseconds from the call to the run. */
export async function waitsOf(deps, caller, worker, jobIds, everyMs) {
  const startedAt = new Map()
  for (const id of jobIds) {
    startedAt.set(id, performance.now())
    await actOnJob(deps, caller, id, 'start')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  while (!jobIds.every((id) => worker.placedAt.has(id)))
    await new Promise((resolve) => setTimeout(resolve, 5))
  return jobIds.map((id) => worker.placedAt.get(id) - startedAt.get(id))
}
