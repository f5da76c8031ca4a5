/** Schedules drawn by chance, for the test against Temporal. */
import type { WireSchedule } from './parse-schedule.js'

/** mulberry32: the same numbers from a seed on every machine. */
export function random(seed: number) {
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
  const shuffle = <T>(items: T[]): T[] => {
    for (let i = items.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[items[i], items[j]] = [items[j]!, items[i]!]
    }
    return items
  }
  return { next, below, pick, shuffle }
}
export type Random = ReturnType<typeof random>

const EDGES = ['00:00:00', '00:00:01', '23:58:59', '23:59:00', '23:59:30', '23:59:59', '24:00:00']
const two = (n: number): string => String(n).padStart(2, '0')

/** Many edges of days and of the hours in which clocks change; some windows touch. */
function drawDay(r: Random): { begin_at: string; end_at: string }[] {
  const times = new Set<string>()
  for (let i = r.below(8); i > 0; i--) {
    const hour = r.below(3) ? 1 + r.below(3) : r.below(24)
    times.add(
      r.below(2) ? r.pick(EDGES) : `${two(hour)}:${two(5 * r.below(12))}:${r.pick(['00', '00', '59'])}`,
    )
  }
  const sorted = [...times].sort()
  const windows = sorted.slice(1).map((end_at, i) => ({ begin_at: sorted[i]!, end_at }))
  return r.shuffle(windows.filter(() => r.below(3) > 0))
}

/** One that `parseSchedule` accepts, of any kind; one in five has hardly a gap. */
export function drawSchedule(r: Random, timezone: string): WireSchedule {
  const type = r.below(3) ? 'weekly' : 'monthly'
  const last = type === 'weekly' ? 7 : 31
  const share = r.pick([0.1, 0.5, 1, 1])
  const all = Array.from({ length: last }, (_, i) => i + 1)
  const days = r.shuffle(all.filter(() => r.next() < share))
  if (days.length === 0) days.push(1 + r.below(last))
  const whole = [{ begin_at: '00:00:00', end_at: r.pick(['23:59:00', '24:00:00']) }]
  const full = r.below(5) === 0
  const draw = () => (full && r.below(12) > 0 ? whole : drawDay(r))
  const periods = Array.from({ length: r.below(4) ? days.length : last }, draw)
  const first = periods.length === days.length ? 0 : days[0]! - 1
  if (periods[first]!.length === 0) periods[first] = whole
  return { type, timezone, [type === 'weekly' ? 'days_of_week' : 'days_of_month']: days, periods }
}
