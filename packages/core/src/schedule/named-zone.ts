/** How far clocks of an IANA zone are ahead of UTC, from Node's own data and cached. */
import type { Zone } from './zone.js'

/** No zone has changed its clocks twice within 6 days since 1972, so a span of 4 days holds one change at most. */
const SPAN_MS = 4 * 86_400_000
/** More than 5 years on one zone. */
const MAX_SPANS = 512

interface Span {
  before: number
  /** The moment from which `after` holds; Infinity in a span without a change. */
  changeAt: number
  after: number
}

export class NamedZone implements Zone {
  readonly #format: Intl.DateTimeFormat
  readonly #spans = new Map<number, Span>()

  /** @throws RangeError when Node does not know the name */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  }

  offsetAt(ms: number): number {
    const index = Math.floor(ms / SPAN_MS)
    const span = this.#spans.get(index) ?? this.#read(index)
    return ms < span.changeAt ? span.before : span.after
  }

  #read(index: number): Span {
    const [from, to] = [index * SPAN_MS, (index + 1) * SPAN_MS]
    const lookUp = (ms: number): number => this.#lookUp(ms)
    const [before, after] = [lookUp(from), lookUp(to)]
    const changeAt = before === after ? Number.POSITIVE_INFINITY : changeBetween(from, to, lookUp)
    const span = { before, changeAt, after }
    if (this.#spans.size >= MAX_SPANS) this.#spans.clear()
    this.#spans.set(index, span)
    return span
  }

  /** From a text such as `3/29/2026, GMT+05:45`; UTC itself is `GMT` alone, and old local times have seconds. */
  #lookUp(ms: number): number {
    const [, sign, hours, minutes, seconds] =
      /GMT([+-])(\d\d):(\d\d):?(\d\d)?$/.exec(this.#format.format(ms)) ?? []
    if (!sign) return 0
    const ahead = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)
    return (sign === '-' ? -1000 : 1000) * ahead
  }
}

/** The first millisecond after `from` at which the offset is another one than at `from`; at `to` it has to be. */
export function changeBetween(from: number, to: number, offsetAt: (ms: number) => number): number {
  const before = offsetAt(from)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}
