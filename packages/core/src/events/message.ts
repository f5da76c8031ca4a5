/** What the event centre reads out of a result message: its tracks, and the words it is found by. */
import type { NewEvent } from './event.js'

/** Tracks of one message that count; a picture holds no more people than that. */
const MOST_TRACKS = 256
const MOST_WORD_CHARACTERS = 4_000

/** The `detection_id`s of `event_set` or `vehicles`, each once, in the message's order. */
export function messageTracks(envelope: Record<string, unknown>): string[] {
  const data = isObject(envelope.data) ? envelope.data : {}
  const found = [data.event_set, data.vehicles]
    .flatMap((set) => (Array.isArray(set) ? set : []))
    .map((item) => (isObject(item) ? item.detection_id : undefined))
    .filter((id): id is string => typeof id === 'string' && id !== '')
  return [...new Set(found)].slice(0, MOST_TRACKS)
}

/** Names of job, service and source, the texts in the message's `data` and the note of a review. */
export function eventWords(
  event: Pick<NewEvent, 'jobName' | 'serviceName' | 'sourceName' | 'envelope'>,
  note: string,
): string {
  const { jobName, serviceName, sourceName, envelope } = event
  const words = [jobName, serviceName, sourceName, envelope.stream_id, note, ...texts(envelope.data)]
  return words
    .filter((word): word is string => typeof word === 'string' && word !== '')
    .join('\n')
    .slice(0, MOST_WORD_CHARACTERS)
}

/** Pictures are no text. */
function texts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key.endsWith('_base64') ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, key))
  if (isObject(value)) return Object.entries(value).flatMap(([name, item]) => texts(item, name))
  return []
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
