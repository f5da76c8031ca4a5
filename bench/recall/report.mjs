/** Results in words and numbers. */
import { median } from '../speed/table.mjs'

export const HEAD = [
  'algorithm',
  'event',
  'true',
  'found',
  'invented',
  'recall',
  'precision',
  'median delay',
  'more',
]

/** One row per kind of event. */
export function rows({ algorithm, match, kinds, more }) {
  return kinds.map((kind, i) => {
    const of = (list) => list.filter((one) => (one.event ?? one).kind === kind)
    const [found, missed, invented] = [match.found, match.missed, match.invented].map(of)
    const share = (other) => {
      const all = found.length + other.length
      return all === 0 ? '–' : (found.length / all).toFixed(3)
    }
    const delay = median(found.map(({ event, alarm }) => alarm.timeMs - event.timeMs))
    return [
      algorithm,
      kind,
      String(found.length + missed.length),
      String(found.length),
      String(invented.length),
      share(missed),
      share(invented),
      found.length === 0 ? '–' : `${delay} ms`,
      i === 0 ? (more ?? '') : '',
    ]
  })
}

/** Missed and invented with their times, so that one can look at them. */
export function listErrors({ missed, invented }) {
  const lines = [
    ...missed.map((one) => ({ what: 'missed', ...one })),
    ...invented.map((one) => ({ what: 'invented', ...one })),
  ].sort((a, b) => a.timeMs - b.timeMs)
  return lines.map(({ what, timeMs, kind, place, way, track, box }) => {
    const who = track ? ` ${track.kind} ${track.id}` : ''
    const where = box ? ` box ${box.x},${box.y} ${box.w}×${box.h}` : ''
    return `    ${what.padEnd(8)} at ${(timeMs / 1000).toFixed(1).padStart(5)} s: ${kind} ${place} ${way ?? ''}${who}${where}`
  })
}
