/** What a crash may never do, asked of what workers and receivers wrote down. Pure. */
import type { Channel, Entry, ReceiverLine, WorkerLine } from './protocol.js'

export interface Verdict {
  stored: number
  received: number
  /** Deliveries beyond the first of each result. */
  repeats: number
  /** Answers of the store that were no. */
  rejected: number
  fenced: number
  /** Stored, as the worker was told, and missing in a channel: in words, empty when all is well. */
  lost: string[]
  /** Received and never emitted, or not as it was. */
  invented: string[]
  /** Under more than one id, so that no receiver can know the repeat. */
  renamed: string[]
}

const placeOf = ({ job, epoch, sequence }: Entry): string =>
  `job ${job.slice(-2)}, epoch ${epoch}, sequence ${sequence}`
const wholeOf = (entry: Entry): string => `${placeOf(entry)}, ${entry.message}, picture ${entry.picture}`

export function verdictOn(
  emitted: readonly WorkerLine[],
  received: readonly ReceiverLine[],
  channels: readonly Channel[],
): Verdict {
  const sent = new Set<string>()
  const stored = new Set<string>()
  let [rejected, fenced] = [0, 0]
  for (const line of emitted) {
    if (line.what === 'sent') sent.add(wholeOf(line))
    else if (line.what === 'stored') stored.add(wholeOf(line))
    else if (line.what === 'rejected') rejected += 1
    else fenced += 1
  }
  const inChannel = ({ channel, ...entry }: ReceiverLine): string => `${channel}: ${wholeOf(entry)}`
  const arrived = new Set(received.map(inChannel))
  const ids = new Map<string, Set<string>>()
  for (const line of received)
    ids.set(placeOf(line), (ids.get(placeOf(line)) ?? new Set()).add(line.webhookId).add(line.message))
  return {
    stored: stored.size,
    received: arrived.size,
    repeats: received.length - arrived.size,
    rejected,
    fenced,
    lost: channels.flatMap((channel) =>
      [...stored].map((entry) => `${channel}: ${entry}`).filter((entry) => !arrived.has(entry)),
    ),
    invented: received.filter((line) => !sent.has(wholeOf(line))).map(inChannel),
    renamed: [...ids].filter(([, names]) => names.size > 1).map(([place]) => place),
  }
}
