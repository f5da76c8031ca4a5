/** A clock that tests move by hand, with the timers that hang on it. */
import type { VcnTimers } from '../vcn/vcn-timers.js'

export class HandClock implements VcnTimers {
  private time = 1_000_000
  private readonly timers = new Map<object, { at: number; act: () => void }>()

  now(): number {
    return this.time
  }

  after(ms: number, act: () => void): () => void {
    const timer = {}
    this.timers.set(timer, { at: this.time + ms, act })
    return () => this.timers.delete(timer)
  }

  /** Timers that have not gone off. */
  get waiting(): number {
    return this.timers.size
  }

  pass(ms: number): void {
    this.time += ms
    for (const [timer, { at, act }] of this.timers) {
      if (at > this.time) continue
      this.timers.delete(timer)
      act()
    }
  }
}
