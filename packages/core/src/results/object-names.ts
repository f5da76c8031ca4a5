/** What the objects of results are called in an object store. Names sort by time; all times in them are UTC. */

export const HOUR_MS = 3_600_000
/** Bytes that a name may have beside the path: the hour, the time, the message's id, the ending. */
const OWN_BYTES = 96
const KEY_BYTES = 1_024

/** Of a job's `output.obs.path`; a longer one leaves no room for names below it. */
export const LONGEST_OUTPUT_PATH = KEY_BYTES - OWN_BYTES

/** Of one name between the slashes, as file systems have it; bytes. */
const LONGEST_NAME = 255

/**
 * Why objects cannot be written below this path in every store that a project may choose; undefined when they can. A store
 * is not asked: the project may have another one tomorrow.
 */
export function outputPathFault(path: string): string | undefined {
  if (bytesOf(path) > LONGEST_OUTPUT_PATH)
    return `has more than ${LONGEST_OUTPUT_PATH} bytes, which leaves no room for the names of results below it; shorten it`
  if (/[\p{Cc}\p{Surrogate}]/u.test(path)) return 'has control characters or broken ones; remove them'
  const names = path.split('/')
  if (names.some((name) => name === '.' || name === '..'))
    return 'has "." or ".." between its slashes; give the path from the root of the bucket'
  if (names.some((name) => bytesOf(name) > LONGEST_NAME))
    return `has a name of more than ${LONGEST_NAME} bytes between its slashes; shorten it`
  return undefined
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** Begin of the hour, integer milliseconds UTC. */
export const hourOf = (at: number): number => at - (at % HOUR_MS)

/** `<path>/2026/11/24/08/20261124T081500.250Z_<MESSAGE-ID>`; endings are `.json`, `.jpg` and `.mp4`. */
export function objectName(path: string, at: number, messageId: string): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]/g, '')
  return `${folderOf(path, at)}/${time}_${messageId}`
}

/** `<path>/2026/11/24/08/index_<job id>.ndjson`: jobs may share a path. */
export const indexName = (path: string, hour: number, jobId: string): string =>
  `${folderOf(path, hour)}/index_${jobId}.ndjson`

function folderOf(path: string, at: number): string {
  const hour = new Date(at).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
  const root = path.replace(/\/+$/, '')
  return root === '' ? hour : `${root}/${hour}`
}
