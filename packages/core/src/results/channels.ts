/** Which channels of its job a result goes to: `data_category` of each names the kinds that it takes. */
import type { Algorithm } from '../algorithms/algorithm.js'
import type { ChannelOutput, JobOutput } from '../job/job.js'
import type { JobChannel } from '../ports/delivery-store.js'

/** The kind of a message that the stream broke or is back; every algorithm has it. */
export const DISCONNECT_CATEGORY = 'disconnect'

/** Names that a job of the algorithm may give as `data_category`. */
export const categoriesOf = ({ categories }: Pick<Algorithm, 'categories'>): string[] => [
  ...Object.keys(categories),
  DISCONNECT_CATEGORY,
]

/**
 * @param algorithm undefined where it is no longer installed: its results then are of no kind, and go to the channels
 *   that take all
 * @param envelope of the result (algorithms-io A.5)
 */
export function channelsOf(
  output: JobOutput,
  algorithm: Pick<Algorithm, 'categories'> | undefined,
  envelope: Record<string, unknown>,
): JobChannel[] {
  const category = categoryOf(algorithm, envelope)
  const takes = (channel: ChannelOutput | undefined): boolean =>
    channel !== undefined &&
    (!channel.dataCategory?.length || (category !== undefined && channel.dataCategory.includes(category)))
  const taken: JobChannel[] = []
  for (const name of ['webhook', 'dis', 'obs'] as const) if (takes(output[name])) taken.push(name)
  if (output.eventCenter) taken.push('event_center')
  return taken
}

function categoryOf(
  algorithm: Pick<Algorithm, 'categories'> | undefined,
  { event_type, disconnect }: Record<string, unknown>,
): string | undefined {
  if (disconnect !== undefined) return DISCONNECT_CATEGORY
  return Object.entries(algorithm?.categories ?? {}).find(([, type]) => type === event_type)?.[0]
}
