/** What the objects of results are called in an object store. Names sort by time; all times in them are UTC. */

export const HOUR_MS = 3_600_000
/** Bytes that a name may have beside the path: the hour, the time, the message's id, the ending. */
const OWN_BYTES = 96
const KEY_BYTES = 1_024

/** Of a job's `output.obs.path`; a longer one leaves no room for names below it. */
export const LONGEST_OUTPUT_PATH = KEY_BYTES - OWN_BYTES

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
  return `${path.replace(/\/+$/, '')}/${hour}`
}
