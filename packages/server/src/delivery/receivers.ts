/**
 * Who may be sent to now: at most 4 at once to one receiver, one probe at a time to one that keeps failing, and none
 * to one that asked for peace. A receiver is one origin as one project uses it, so that tenants do not feel each other.
 */
import { type DeliveryLane, laneKey } from '@vigia/core'

export interface Receiver {
  inFlight: number
  /** Failures in a row. */
  failures: number
  /** No attempt before; milliseconds UTC. */
  notBefore: number
  /** Lanes whose deliveries failed since the last success, by name. */
  waiting: Map<string, DeliveryLane>
}

const PER_RECEIVER = 4
/** Failures in a row after which a receiver gets one probe at a time. */
export const OPEN_AFTER = 5
/** Between two probes: a long queue must neither beat on a dead receiver nor use up its attempts in one go. */
const PROBE_GAP_MS = 1_000
/** Probes at once, over all receivers that keep failing. */
const PROBES = 64
/** Longest peace that `retry-after` buys for the whole receiver. */
const MOST_PEACE_MS = 3_600_000
/** Receivers remembered; beyond that the idle ones longest unused are forgotten. */
const REMEMBERED = 1_000

export class Receivers {
  private readonly known = new Map<string, Receiver>()
  private probes = 0

  /** Takes a place; undefined when there is none now. `leave` must follow. */
  enter(key: string, now: number): { leave(): void } | undefined {
    const receiver = this.get(key)
    const probing = receiver.failures >= OPEN_AFTER
    if (now < receiver.notBefore || receiver.inFlight >= (probing ? 1 : PER_RECEIVER)) return undefined
    if (probing && this.probes >= PROBES) return undefined
    receiver.inFlight += 1
    if (probing) this.probes += 1
    return {
      leave: () => {
        receiver.inFlight -= 1
        if (probing) this.probes -= 1
        this.forget()
      },
    }
  }

  /** Returns the lanes whose deliveries waited for a receiver that was given up on and is back. */
  succeeded(key: string): DeliveryLane[] {
    const receiver = this.get(key)
    const back = receiver.failures >= OPEN_AFTER ? [...receiver.waiting.values()] : []
    receiver.failures = 0
    receiver.notBefore = 0
    receiver.waiting.clear()
    return back
  }

  /** The lane's deliveries to it failed before this process started: it gets probes until it answers. */
  failedBefore(key: string, lane: DeliveryLane): void {
    const receiver = this.get(key)
    receiver.failures = Math.max(receiver.failures, OPEN_AFTER)
    receiver.waiting.set(laneKey(lane), lane)
  }

  failed(key: string, lane: DeliveryLane, now: number, retryAfterMs: number): void {
    const receiver = this.get(key)
    receiver.failures += 1
    receiver.waiting.set(laneKey(lane), lane)
    const gap = receiver.failures >= OPEN_AFTER ? PROBE_GAP_MS : 0
    receiver.notBefore = now + Math.max(gap, Math.min(retryAfterMs, MOST_PEACE_MS))
  }

  private get(key: string): Receiver {
    const receiver = this.known.get(key) ?? {
      inFlight: 0,
      failures: 0,
      notBefore: 0,
      waiting: new Map<string, DeliveryLane>(),
    }
    // Last used, last in the map.
    this.known.delete(key)
    this.known.set(key, receiver)
    return receiver
  }

  private forget(): void {
    for (const [key, receiver] of this.known) {
      if (this.known.size <= REMEMBERED) return
      if (receiver.inFlight === 0) this.known.delete(key)
    }
  }
}
