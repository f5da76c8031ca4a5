/** How much clients put into each partition in a second, as DIS limits it; what is more is refused record by record. */
import type { StreamType } from '@vigia/core'

const LIMITS: Record<StreamType, { bytes: number; records: number }> = {
  COMMON: { bytes: 1_048_576, records: 1_000 },
  ADVANCED: { bytes: 5_242_880, records: 2_000 },
}

export class PutRates {
  /** Of this second, by stream and partition. */
  private used = new Map<string, { bytes: number; records: number }>()
  private second = 0

  /** @param now milliseconds; @returns false when the partition takes no more in this second */
  take(place: { id: string; type: StreamType }, partition: number, bytes: number, now: number): boolean {
    const second = Math.floor(now / 1_000)
    if (second !== this.second) {
      this.used = new Map()
      this.second = second
    }
    const key = `${place.id} ${partition}`
    const used = this.used.get(key) ?? { bytes: 0, records: 0 }
    const limit = LIMITS[place.type]
    if (used.records + 1 > limit.records || used.bytes + bytes > limit.bytes) return false
    this.used.set(key, { bytes: used.bytes + bytes, records: used.records + 1 })
    return true
  }
}
