/** How far counts that were told are from the truth of the frame that they are of. */
import { counts } from './truth/counts.mjs'
import { tracksOf } from './truth/tracks.mjs'

/**
 * @param messages those that tell a count
 * @param of classes that are counted @param points the region @param told gives the number of a message
 * @param lateMs so much before the message was the frame that it tells of
 */
export function countError(what, messages, labels, { of, points, told, lateMs = 0 }) {
  if (messages.length === 0) return `${what}: never told`
  const wanted = tracksOf(labels).filter(({ kind }) => of.includes(kind))
  const truth = counts(wanted, labels.frames, points)
  const at = (timeMs) => truth.findLast((one) => one.timeMs <= timeMs) ?? truth[0]
  const errors = messages.map((message) => told(message) - at(message.vigia.video_time_ms - lateMs).count)
  const mean = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length
  return `${what}: mean absolute error ${mean.toFixed(2)} in ${errors.length} counts`
}
