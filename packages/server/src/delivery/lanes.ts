/**
 * How many lanes are served at once. Quick ones share the processor: 16. A lane whose attempt has taken a second waits
 * for its receiver and holds little but a message (about 0.4 MB with its picture), so that hanging receivers, however
 * many, take no place from those that answer; 256 bound the memory.
 */
import { type DeliveryLane, laneKey } from '@vigia/core'

const QUICK = 16
const MOST = 256
const SLOW_AFTER_MS = 1_000

export class OpenLanes {
  private readonly lanes = new Map<string, { served: Promise<void>; since: number }>()
  /** Lanes with more to send, by when they were served last: a number that grows. */
  private lastServed = new Map<string, number>()
  private turns = 0

  /** @param elapsed milliseconds by a clock that nobody sets */
  constructor(private readonly elapsed: () => number) {}

  get size(): number {
    return this.lanes.size
  }

  /** Those first that have not been served for longest: who has much waiting must not keep others from their turn. */
  inTurn(due: readonly DeliveryLane[]): DeliveryLane[] {
    const last = new Map(due.map((lane) => [laneKey(lane), this.lastServed.get(laneKey(lane)) ?? 0]))
    // Who is not due has nothing waiting.
    this.lastServed = last
    return due.toSorted((a, b) => last.get(laneKey(a))! - last.get(laneKey(b))!)
  }

  has(lane: DeliveryLane): boolean {
    return this.lanes.has(laneKey(lane))
  }

  isFull(): boolean {
    if (this.lanes.size < QUICK) return false
    if (this.lanes.size >= MOST) return true
    const slowSince = this.elapsed() - SLOW_AFTER_MS
    let quick = 0
    for (const { since } of this.lanes.values()) if (since > slowSince) quick += 1
    return quick >= QUICK
  }

  open(lane: DeliveryLane, served: Promise<void>): void {
    this.lanes.set(laneKey(lane), { served, since: this.elapsed() })
  }

  /** An attempt begins. */
  begins(lane: DeliveryLane): void {
    const open = this.lanes.get(laneKey(lane))
    if (open) open.since = this.elapsed()
  }

  close(lane: DeliveryLane): void {
    this.lanes.delete(laneKey(lane))
    this.turns += 1
    this.lastServed.set(laneKey(lane), this.turns)
  }

  /** Resolves when all that are open now have ended. */
  async ended(): Promise<void> {
    await Promise.all([...this.lanes.values()].map(({ served }) => served))
  }
}
