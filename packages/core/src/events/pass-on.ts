/** Whether an event is passed on to subscriptions, and which main event it repeats. */
import type { NewEvent, Passed, ReviewState } from './event.js'
import { isQuiet } from './quiet-hours.js'
import type { Handling } from './rule.js'

export interface Circumstances {
  /** Of the main event whose repeat it is. */
  main: { at: number; state: ReviewState } | undefined
  /** Some subscription is for it. */
  isWanted: boolean
  /** When the last event that was passed on by the rule was raised. */
  ruleSentAt: number | undefined
  /** The same of each of its tracks: one entry per `coolDownTracks`. */
  trackSentAt: (number | undefined)[]
}

/** `sent`, or what keeps it back. What has several reasons is told the first of them. */
export function passing(handling: Handling, at: number, given: Circumstances): Passed {
  const { main, isWanted, ruleSentAt, trackSentAt } = given
  if (main?.state === 'rejected') return 'rejected'
  if (handling.manualReview && main?.state !== 'approved') return 'review'
  if (handling.quietHours && isQuiet(handling.quietHours, at)) return 'quiet_hours'
  if (at - (main?.at ?? at) < handling.minimumS * 1_000) return 'too_short'
  if (!isWanted) return 'no_subscription'
  // Of several in one picture one that is news is enough.
  const isKnown = trackSentAt.every((sentAt) => isWithin(sentAt, at, handling.trackCoolDownS))
  return isKnown || isWithin(ruleSentAt, at, handling.coolDownS) ? 'cool_down' : 'sent'
}

/** Either way: a clock that was set back by days does not silence a camera for days. */
const isWithin = (sentAt: number | undefined, at: number, seconds: number): boolean =>
  sentAt !== undefined && Math.abs(at - sentAt) < seconds * 1_000

/** What repeats are known by: a track, or for events without one the kind alone. */
export const tracksOf = ({ tracks }: Pick<NewEvent, 'tracks'>): string[] =>
  tracks.length > 0 ? tracks : ['']

/** By what a rule remembers the tracks of an event. */
export const coolDownTracks = (event: Pick<NewEvent, 'jobId' | 'eventType' | 'tracks'>): string[] =>
  tracksOf(event).map((track) => `${event.jobId}/${event.eventType}/${track}`)

/** Of the main events that share job, kind and a track with an event the one it is added to: the newest in the window. */
export function mainOf<T extends { mainAt: number }>(
  mains: readonly T[],
  at: number,
  windowMinutes: number,
): T | undefined {
  return mains
    .filter(({ mainAt }) => Math.abs(at - mainAt) < windowMinutes * 60_000)
    .reduce<T | undefined>(
      (newest, main) => (newest && newest.mainAt >= main.mainAt ? newest : main),
      undefined,
    )
}
