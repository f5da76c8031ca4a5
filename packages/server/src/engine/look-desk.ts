/** Hands out looks at registered sources and takes what they saw. What is due is decided here, who looks is a worker. */
import {
  type ClaimedLook,
  type Clock,
  confirmed,
  type DueLook,
  type LookLink,
  type LookOutcome,
  type LookStore,
  nextLookIn,
  statusAfter,
} from '@vigia/core'
import { type Registers, readableInput } from './resolve-source.js'

export interface LookDeskDeps {
  looks: LookStore
  registers: Registers
  clock: Clock
  log: { error(fields: object, text: string): void; info(fields: object, text: string): void }
  /** Milliseconds between two looks at a source; 0: nobody looks. */
  intervalMs: number
  /** 0 to 1. */
  chance(): number
}

/** A look takes at most 40 s; after this it is taken for lost. */
const LEASE_MS = 120_000
/** Looks a minute, of all workers: two at a time take about four seconds each. */
const PER_MINUTE = 30
/** Looks under way that are remembered; older ones are handed out again by then. */
const MOST_UNDER_WAY = 1_000
/** Longest reason kept, characters. */
const REASON_CHARACTERS = 1_000

export class LookDesk implements LookLink {
  private readonly underWay = new Map<string, ClaimedLook>()
  /** When the looks of the last minute were handed out. */
  private handedOut: number[] = []

  constructor(private readonly deps: LookDeskDeps) {}

  async dueLooks(free: number): Promise<DueLook[]> {
    const { looks, clock, intervalMs } = this.deps
    if (intervalMs === 0) return []
    const now = clock.now()
    this.handedOut = this.handedOut.filter((at) => at > now - 60_000 && at <= now)
    const most = Math.min(free, PER_MINUTE - this.handedOut.length)
    const due: DueLook[] = []
    for (const claimed of await looks.claimLooks(now, most, LEASE_MS, intervalMs)) {
      const look = await this.handOut(claimed)
      if (look) due.push(look)
    }
    return due
  }

  async looked(sourceId: string, ticket: number, outcome: LookOutcome): Promise<boolean> {
    const claimed = this.underWay.get(sourceId)
    if (claimed?.ticket !== ticket) return false
    this.underWay.delete(sourceId)
    const failures = outcome.kind === 'seen' ? 0 : claimed.failures + 1
    const found = outcome.kind === 'seen' ? outcome.findings : claimed.found
    const unconfirmed = found.join() !== claimed.found.join()
    const kept = await this.deps.looks.finishLook(claimed, {
      status: statusAfter(outcome),
      reason: outcome.kind === 'seen' ? '' : sentence(outcome.reason).slice(0, REASON_CHARACTERS),
      failures,
      dueAt: await this.next(failures, unconfirmed),
      seen:
        outcome.kind === 'seen'
          ? {
              jpeg: outcome.jpeg,
              at: outcome.at,
              frame: outcome.frame,
              found,
              quality: confirmed(claimed.found, found),
              memory: outcome.memory,
            }
          : undefined,
    })
    if (kept && (unconfirmed || failures === 1))
      this.deps.log.info(
        {
          source: sourceId,
          kind: outcome.kind,
          ...(outcome.kind === 'seen' ? { found } : { code: outcome.code }),
        },
        'source looked at',
      )
    return kept
  }

  private async handOut(claimed: ClaimedLook): Promise<DueLook | undefined> {
    const { source, ticket, memory } = claimed
    this.remember(claimed)
    try {
      const input = await readableInput(this.deps.registers, source.projectId, source.input)
      this.handedOut.push(this.deps.clock.now())
      return { sourceId: source.id, ticket, input, memory }
    } catch (error) {
      // What the source names cannot be looked up: it is due again with the next lease.
      this.deps.log.error({ source: source.id, err: error }, 'what a source reads could not be looked up')
      return undefined
    }
  }

  private remember(claimed: ClaimedLook): void {
    this.underWay.delete(claimed.source.id)
    this.underWay.set(claimed.source.id, claimed)
    if (this.underWay.size > MOST_UNDER_WAY) this.underWay.delete(this.underWay.keys().next().value!)
  }

  private async next(failures: number, unconfirmed: boolean): Promise<number> {
    const { looks, clock, intervalMs, chance } = this.deps
    const pace = { intervalMs, perMinute: PER_MINUTE }
    return clock.now() + nextLookIn(pace, { failures, unconfirmed }, await looks.countAllSources(), chance())
  }
}

const sentence = (text: string): string => {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
