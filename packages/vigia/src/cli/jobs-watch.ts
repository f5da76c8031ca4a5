/** `vigia jobs watch`: follows states and results, and can wait for a state. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { JobState } from '@vigia/core'
import type { VigiaClient } from '@vigia/sdk'
import type { Command } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { CliError, EXIT, toCliError, usageError } from './exit-codes.js'
import { Follow, isGone, isPassing, type Row } from './follow.js'
import { untilInterrupted } from './interrupt.js'
import { AT_REST, jobState } from './job-state.js'
import { whole } from './numbers.js'
import { type JsonOption, withJson } from './output.js'
import { changeLine } from './watch-line.js'

interface WatchOptions extends ConnectionOptions, JsonOption {
  until?: JobState
  timeout?: number
}

const POLL_MS = 1_000
const LIST_PAGE = 1_000

export function addJobsWatch(jobs: Command, deps: CliDeps): void {
  const command = jobs
    .command('watch')
    .description('follow states and results; Ctrl-C ends it')
    .argument('[id]', 'job id; without one all jobs of the project')
    .option(
      '--until <state>',
      'end with 0 once the job has been in this state, with 1 when it comes to rest in another',
      jobState,
    )
    .option('--timeout <seconds>', 'with --until: end with 1 after this time', whole(1, 86_400))
    .addHelpText('after', '\nWith --json one JSON document per line.')
  withJson(withConnection(command)).action(async (id: string | undefined, options: WatchOptions) => {
    if (options.until !== undefined && id === undefined)
      throw usageError('--until needs a job id.', 'Write `vigia jobs watch ID --until STATE`.')
    if (options.timeout !== undefined && options.until === undefined)
      throw usageError('--timeout is given without --until.', 'Add --until STATE, or leave --timeout out.')
    const client = await connect(deps, options)
    await untilInterrupted(deps.interrupt, (signal) => watch(deps, client, id, options, signal))
  })
}

async function watch(
  deps: CliDeps,
  client: VigiaClient,
  id: string | undefined,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<void> {
  const visited = new Set<string>()
  let gone = false
  const follow = new Follow(client, (change) => {
    if (change.type === 'state') visited.add(change.state)
    if (change.type === 'gone') gone = true
    deps.stdout.write(`${options.json ? JSON.stringify(change) : changeLine(change)}\n`)
  })
  const deadline =
    options.timeout === undefined ? Number.POSITIVE_INFINITY : Date.now() + options.timeout * 1_000
  let rows: readonly Row[] = []
  for (let looks = 0, away = false; !signal.aborted; looks++) {
    try {
      rows = id === undefined ? await allJobs(client) : await oneJob(client, id, looks === 0)
      await follow.look(rows)
      away = false
    } catch (error) {
      // The first look must succeed; later a server may go away and come back.
      if (looks === 0 || !isPassing(error)) throw error
      if (!away) deps.stderr.write(`${toCliError(error).message}; trying again\n`)
      away = true
    }
    if (id !== undefined && !away && waitingIsOver(id, options.until, visited, rows[0], gone)) return
    if (Date.now() >= deadline) {
      const state = rows[0]?.state ?? 'gone'
      throw new CliError(
        EXIT.failed,
        `Job ${id} was not ${options.until} within ${options.timeout} s; it is ${state}.`,
        `See why with \`vigia jobs show ${id}\`.`,
      )
    }
    await sleep(Math.min(deps.pollMs ?? POLL_MS, deadline - Date.now() + 1), undefined, { signal }).catch(
      () => undefined,
    )
  }
}

/** @throws CliError when the state waited for will not come any more */
function waitingIsOver(
  id: string,
  until: JobState | undefined,
  visited: ReadonlySet<string>,
  row: Row | undefined,
  gone: boolean,
): boolean {
  if (until === undefined) return gone
  if (visited.has(until)) return true
  if (gone)
    throw new CliError(
      EXIT.failed,
      `Job ${id} is gone and was not ${until}.`,
      'Somebody deleted it; look at `vigia jobs list`.',
    )
  if (row && AT_REST.some((state) => state === row.state)) {
    throw new CliError(
      EXIT.failed,
      `Job ${id} is at rest in ${row.state} and was not ${until}.`,
      `See why with \`vigia jobs show ${id}\`; start it with \`vigia jobs start ${id}\`.`,
    )
  }
  return false
}

async function oneJob(client: VigiaClient, id: string, isFirst: boolean): Promise<Row[]> {
  try {
    return [await client.jobs.getV2(id)]
  } catch (error) {
    if (isFirst || !isGone(error)) throw error
    return []
  }
}

async function allJobs(client: VigiaClient): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 1; ; page++) {
    const { tasks, total } = await client.jobs.list({ page, page_size: LIST_PAGE, sort_dir: 'asc' })
    rows.push(...tasks)
    if (tasks.length === 0 || rows.length >= total) return rows
  }
}
