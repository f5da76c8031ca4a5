/** What befalls the platform: one fault a round, each undone by itself while the next rounds go on. */
import { setTimeout as pause } from 'node:timers/promises'
import { waitFor } from '@vigia/testing'
import type { Part } from './part.js'
import type { Platform } from './platform.js'

/** 0 ≤ value < 1. */
export type Random = () => number

export const FAULTS = [
  'server killed',
  'server frozen',
  'worker killed',
  'worker frozen',
  'receiver killed',
  'receiver frozen',
  'disk full',
  'clock jumps',
] as const
export type Fault = (typeof FAULTS)[number]

/** Milliseconds. A worker that is frozen for longer than its lease finds its runs gone. */
const KILLED_FOR = [0, 400] as const
const FROZEN_FOR = [50, 900] as const
const WORKER_FROZEN_FOR = [50, 2_500] as const
const FULL_FOR = [150, 500] as const
const FULL_FOR_MOST_MS = 3_000
const JUMPS_MS = [1_000, 60_000, 3_600_000, 6 * 3_600_000]

export class Faults {
  /** What happened, for the words of a failure. */
  readonly history: string[] = []
  private failure: unknown
  /** Parts that something has befallen and that are not back yet. */
  private readonly busy = new Map<Part, Promise<void>>()

  constructor(
    private readonly platform: Platform,
    private readonly random: Random,
  ) {}

  /** One more, on a part that is well; none when all of that kind are not. */
  befall(fault: Fault): void {
    const { server, workers, receivers } = this.platform
    const acts: Record<Fault, () => void> = {
      'server killed': () => this.on([server], fault, (part) => this.killed(part)),
      'worker killed': () => this.on(workers, fault, (part) => this.killed(part)),
      'receiver killed': () => this.on(receivers, fault, (part) => this.killed(part)),
      'server frozen': () => this.on([server], fault, (part) => this.frozen(part, FROZEN_FOR)),
      'worker frozen': () => this.on(workers, fault, (part) => this.frozen(part, WORKER_FROZEN_FOR)),
      'receiver frozen': () => this.on(receivers, fault, (part) => this.frozen(part, FROZEN_FOR)),
      // A server does not start on a full disk: nothing else befalls it meanwhile.
      'disk full': () => this.on([server], fault, (part) => this.full(part)),
      'clock jumps': () => this.jumps(),
    }
    acts[fault]()
  }

  /** Until everybody is well. @throws what went wrong with one that should have come back */
  async over(): Promise<void> {
    await Promise.all(this.busy.values())
  }

  /** @throws what has gone wrong so far */
  check(): void {
    if (this.failure) throw this.failure
  }

  /** Milliseconds. */
  between([least, most]: readonly [number, number]): number {
    return least + this.random() * (most - least)
  }

  private on(those: Part[], fault: Fault, act: (one: Part) => Promise<void>): void {
    const well = those.filter((one) => !this.busy.has(one))
    const one = well[Math.floor(this.random() * well.length)]
    if (!one) return
    this.history.push(fault)
    const over = act(one).then(() => void this.busy.delete(one))
    over.catch((error: unknown) => {
      this.failure ??= error
    })
    this.busy.set(one, over)
  }

  private async killed(part: Part): Promise<void> {
    await pause(this.between([0, 60]))
    await part.kill()
    await pause(this.between(KILLED_FOR))
    await part.start()
  }

  private async frozen(part: Part, range: readonly [number, number]): Promise<void> {
    part.signal('SIGSTOP')
    await pause(this.between(range))
    part.signal('SIGCONT')
  }

  /** Until somebody has met it, if anybody does: while all runs are between two workers nothing is handed over. */
  private async full({ pid }: Part): Promise<void> {
    const { disk, emitted } = this.platform
    const rejected = (): number => emitted().filter(({ what }) => what === 'rejected').length
    const before = rejected()
    try {
      await disk.fill(pid)
      await pause(this.between(FULL_FOR))
      await waitFor(() => rejected() > before, FULL_FOR_MOST_MS).catch(() => undefined)
    } finally {
      disk.free(pid)
    }
  }

  private jumps(): void {
    this.history.push('clock jumps')
    const far = JUMPS_MS[Math.floor(this.random() * JUMPS_MS.length)]!
    this.platform.jump(this.random() < 0.5 ? far : -far)
  }
}
