/**
 * What a person who watches would have told: a plan of what is looked for, and labels, give true events. It knows nothing
 * of the product's rules and imports nothing of them.
 *
 *   node bench/recall/truth/true-events.mjs LABELS.json PLAN.json
 *
 * The plan is a list of what to look for; `place` names it, `of` lists the classes, `points` are pixels of the frame:
 *   - `{find: 'line', place, points, of}`: crossings, `way` '1>2' or '2>1'; side 1 is left of the line, or above a level one
 *   - `{find: 'region', place, points, of}`: `way` 'in' or 'out'
 *   - `{find: 'stay', place, points, of, seconds, still?, over?}`: somebody is there for so long; with `over` also the end
 *     of such a stay (`way` 'over'), told by those that stay at least so long; with `alone` the time counts from when its
 *     owner is farther than so many of his heights
 *   - `{find: 'against', place, points, of, way}`: somebody moves against the permitted way `[dx, dy]`
 *   - `{find: 'fewer' | 'more', place, points, of, than, seconds}`: fewer or more than so many for so long, with the time
 *     in which that is so
 * An event is `{kind, place, way?, timeMs, untilMs?, withinMs?, track?}`.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { against } from './against.mjs'
import { crossings, entries } from './changes.mjs'
import { counts, periods } from './counts.mjs'
import { leftAloneMs } from './left-alone.mjs'
import { stays } from './stays.mjs'
import { tracksOf } from './tracks.mjs'

/** That somebody is gone, and not hidden, is sure after a while only: an end may be told so late. */
const OVER_MS = 5000

const FINDERS = {
  line: ({ points }, tracks) => tracks.flatMap((track) => crossings(track, points)),
  region: ({ points }, tracks) => tracks.flatMap((track) => entries(track, points)),
  stay: ({ points, seconds, still, over, alone }, tracks, _, all) =>
    tracks
      .flatMap((track) => stays(track, points, { still }))
      .flatMap(({ sinceMs, untilMs, track }) => {
        const people = all.filter(({ kind }) => kind === 'person')
        const leftMs = alone === undefined ? sinceMs : leftAloneMs(track, people, alone)
        if (leftMs === undefined) return []
        const timeMs = Math.max(sinceMs, leftMs) + seconds * 1000
        if (timeMs > (untilMs ?? track.steps.at(-1).timeMs)) return []
        const end =
          over && untilMs !== undefined ? [{ timeMs: untilMs, way: 'over', withinMs: OVER_MS, track }] : []
        return [{ timeMs, track }, ...end]
      }),
  against: ({ points, way }, tracks) => tracks.flatMap((track) => against(track, points, way)),
  fewer: (one, tracks, frames) => whenCount(one, tracks, frames, (count) => count < one.than),
  more: (one, tracks, frames) => whenCount(one, tracks, frames, (count) => count > one.than),
}

/** @returns events in order of time */
export function trueEvents(labels, plan) {
  const tracks = tracksOf(labels)
  return plan
    .flatMap((one) => {
      const wanted = tracks.filter(({ kind }) => one.of.includes(kind))
      const found = FINDERS[one.find](one, wanted, labels.frames, tracks)
      return found.map((event) => ({ kind: one.find, place: one.place, ...event }))
    })
    .sort((a, b) => a.timeMs - b.timeMs)
}

function whenCount({ points, seconds }, tracks, frames, holds) {
  return periods(counts(tracks, frames, points), holds, seconds * 1000).map(({ sinceMs, untilMs }) => ({
    timeMs: sinceMs + seconds * 1000,
    untilMs,
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [labels, plan] = await Promise.all(
    process.argv.slice(2, 4).map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
  )
  for (const { track, ...event } of trueEvents(labels, plan))
    process.stdout.write(`${JSON.stringify({ ...event, ...(track ? { id: track.id } : {}) })}\n`)
}
