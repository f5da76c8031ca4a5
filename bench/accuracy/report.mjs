/** Results in words and numbers. */

const KINDS = ['line', 'region']

export const HEAD = [
  'run',
  'kind',
  'true',
  'found',
  'missed',
  'invented',
  'precision',
  'recall',
  'median delay',
]

/** One row per kind and one for both. */
export function rows(name, { found, missed, invented }) {
  return [...KINDS, 'all'].map((kind) => {
    const of = (list) => list.filter((one) => kind === 'all' || one.kind === kind).length
    const pairs = found.filter(({ event }) => kind === 'all' || event.kind === kind)
    const delays = pairs.map(({ event, alarm }) => alarm.timeMs - event.timeMs).sort((a, b) => a - b)
    const right = pairs.length
    const share = (total) => (total === 0 ? '–' : (right / total).toFixed(3))
    return [
      name,
      kind,
      String(right + of(missed)),
      String(right),
      String(of(missed)),
      String(of(invented)),
      share(right + of(invented)),
      share(right + of(missed)),
      right === 0 ? '–' : `${delays[Math.floor(right / 2)]} ms`,
    ]
  })
}

/** Missed and invented with their times, so that one can look at them. */
export function listErrors({ missed, invented }) {
  const lines = [
    ...missed.map((one) => ({ what: 'missed', ...one })),
    ...invented.map((one) => ({ what: 'invented', ...one })),
  ].sort((a, b) => a.timeMs - b.timeMs)
  return lines.map(({ what, timeMs, kind, place, way, foot, person }) => {
    const who = person === undefined ? '' : `, person ${person}`
    const at = `at ${(timeMs / 1000).toFixed(1).padStart(5)} s`
    return `  ${what.padEnd(8)} ${at}  ${kind} ${place} ${way}, foot ${foot.map(Math.round).join(',')}${who}`
  })
}
