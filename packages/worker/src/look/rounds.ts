/** A worker's rounds: looks at registered sources that are due, two at a time, and tells what it saw. */
import type { DueLook, LookLink, LookOutcome } from '@vigia/core'
import { pause } from '../source/index.js'

export interface RoundsDeps {
  link: LookLink
  look(due: DueLook, signal: AbortSignal): Promise<LookOutcome>
  log: { error(fields: object, text: string): void }
  /** Milliseconds between two questions; for tests. */
  pollMs?: number
}

/** Each takes a decoder for a few seconds. */
const AT_ONCE = 2
const POLL_MS = 1_000

export class Rounds {
  private readonly stopping = new AbortController()
  private readonly underWay = new Set<Promise<void>>()
  private loop: Promise<void> | undefined

  constructor(private readonly deps: RoundsDeps) {}

  start(): void {
    this.loop = this.run()
  }

  /** Resolves when nothing of the looks is left; those under way are handed out again after the next start. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
    await Promise.all(this.underWay)
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      try {
        const due = await this.deps.link.dueLooks(AT_ONCE - this.underWay.size)
        for (const one of due) {
          const going = this.go(one).finally(() => this.underWay.delete(going))
          this.underWay.add(going)
        }
      } catch (error) {
        this.deps.log.error({ err: error }, 'looks at sources could not be asked for; trying again')
      }
      await pause(this.deps.pollMs ?? POLL_MS, signal)
    }
  }

  private async go(due: DueLook): Promise<void> {
    const { signal } = this.stopping
    try {
      const outcome = await this.deps.look(due, signal)
      if (!signal.aborted) await this.deps.link.looked(due.sourceId, due.ticket, outcome)
    } catch (error) {
      this.deps.log.error({ source: due.sourceId, err: error }, 'a look at a source failed')
    }
  }
}
