/** The body of a create request from flags and files. */
import { readFile } from 'node:fs/promises'
import type { CreateTaskV1 } from '@vigia/contract'
import { usageError } from './exit-codes.js'

export interface CreateOptions {
  file?: string
  name?: string
  url?: string[]
  webhook?: string
  header?: string[]
  eventCenter?: boolean
  config?: string
  set?: string[]
  roi?: string
  version?: string
  description?: string
  schedule?: string
}

/** @throws CliError with exit code 2 naming the flag or file that is wrong */
export async function createBody(options: CreateOptions): Promise<CreateTaskV1> {
  // A whole body is the server's to check; it names the member that is wrong.
  if (options.file !== undefined) return (await jsonObject('--file', options.file)) as unknown as CreateTaskV1
  if (options.name === undefined)
    throw usageError('--name is missing.', 'Give the job a name, or give a whole body with --file.')
  if (options.url === undefined)
    throw usageError(
      '--url is missing.',
      'Give the address of a file or stream, or give a whole body with --file.',
    )
  const common = await commonOf(options)
  return {
    name: options.name,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.version === undefined ? {} : { service_version: options.version }),
    input: { type: 'url', data: options.url.map((url, index) => ({ url, index })) },
    output: outputOf(options),
    ...(options.schedule === undefined ? {} : { schedule: await scheduleOf(options.schedule) }),
    ...(Object.keys(common).length === 0 ? {} : { config: { common } }),
  }
}

async function scheduleOf(file: string): Promise<NonNullable<CreateTaskV1['schedule']>> {
  const object = await jsonObject('--schedule', file)
  // The server names the member that is wrong.
  return (object.schedule ?? object) as NonNullable<CreateTaskV1['schedule']>
}

function outputOf({ webhook, header = [], eventCenter }: CreateOptions): CreateTaskV1['output'] {
  if (webhook === undefined) {
    if (header.length > 0)
      throw usageError('--header is given without --webhook.', 'Add --webhook URL, or leave --header out.')
    return { event_center: true }
  }
  if (header.length === 0) {
    throw usageError(
      '--webhook needs at least one --header.',
      'The API asks for 1 to 10; add one, e.g. --header X-Source=vigia.',
    )
  }
  const headers = Object.fromEntries(header.map((pair) => keyAndValue('--header', pair)))
  return { webhook: { url: webhook, headers }, ...(eventCenter ? { event_center: true } : {}) }
}

async function commonOf({ config, set = [], roi }: CreateOptions): Promise<Record<string, unknown>> {
  const file = config === undefined ? {} : await jsonObject('--config', config)
  const fromFile =
    typeof file.common === 'object' && file.common !== null ? (file.common as Record<string, unknown>) : file
  const fromFlags = Object.fromEntries(
    set.map((pair) => {
      const [key, value] = keyAndValue('--set', pair)
      return [key, scalar(value)]
    }),
  )
  // On the wire target_roi is JSON within a string.
  const region = roi === undefined ? {} : { target_roi: JSON.stringify(await jsonObject('--roi', roi)) }
  return { ...fromFile, ...fromFlags, ...region }
}

/** Header values are secrets: a pair that cannot be read is not repeated in the message. */
function keyAndValue(flag: string, pair: string): [string, string] {
  const at = pair.indexOf('=')
  if (at < 1)
    throw usageError(
      `${flag} takes KEY=VALUE, but one has no key or no "=".`,
      `Write it as ${flag} KEY=VALUE.`,
    )
  return [pair.slice(0, at), pair.slice(at + 1)]
}

/** Numbers and booleans become such; everything else stays the text it is. */
function scalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

async function jsonObject(flag: string, file: string): Promise<Record<string, unknown>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw usageError(`${flag}: ${file} cannot be read: ${(error as Error).message}.`, 'Check the path.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw usageError(`${flag}: ${file} is no JSON: ${(error as Error).message}.`, 'Put the file right.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw usageError(`${flag}: ${file} holds no JSON object.`, 'Begin the file with { and end it with }.')
  }
  return value as Record<string, unknown>
}
