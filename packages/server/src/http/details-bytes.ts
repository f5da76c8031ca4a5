/**
 * A job's details as bytes. Most of them are the algorithm's parameter sheet, the same for all its jobs: it is turned
 * into bytes once.
 */

/** With a serializer of its own an answer's type is the route's to tell. */
export const JSON_TYPE = 'application/json; charset=utf-8'

const sheets = new Map<string, Buffer>()
const END = Buffer.from('}')

/**
 * For `reply.serializer`, whose type knows text only; bytes are sent as well.
 * @param details of either edition; `task_config` is one of few texts
 */
export function detailsBytes(details: unknown): string {
  const { task_config, ...rest } = details as { task_config: string }
  let sheet = sheets.get(task_config)
  if (!sheet) {
    sheet = Buffer.from(`,"task_config":${JSON.stringify(task_config)}`)
    sheets.set(task_config, sheet)
  }
  const members = Buffer.from(JSON.stringify(rest))
  return Buffer.concat([members.subarray(0, -1), sheet, END]) as Uint8Array as unknown as string
}
