/** `vigia jobs list`: one page of the project's jobs. */
import type { TaskListV2 } from '@vigia/contract'
import type { JobState } from '@vigia/core'
import type { Command } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { jobState } from './job-state.js'
import { whole } from './numbers.js'
import { columnsOf, type JsonOption, print, withJson } from './output.js'
import { renderTable } from './table.js'
import { age } from './times.js'

interface ListOptions extends ConnectionOptions, JsonOption {
  state?: JobState
  name?: string
  page: number
  pageSize: number
}

export function addJobsList(jobs: Command, deps: CliDeps): void {
  const command = jobs
    .command('list')
    .description('list jobs, newest first')
    .option('--state <state>', 'only jobs in this state', jobState)
    .option('--name <text>', 'only jobs with this in their name')
    .option('--page <number>', 'page number', whole(1, 1_000_000), 1)
    .option('--page-size <number>', 'jobs on a page, 5 to 1000', whole(5, 1000), 20)
  withJson(withConnection(command)).action(async (options: ListOptions) => {
    const client = await connect(deps, options)
    const list = await client.jobs.list({
      page: options.page,
      page_size: options.pageSize,
      ...(options.state === undefined ? {} : { task_state: options.state }),
      ...(options.name === undefined ? {} : { task_name: options.name }),
    })
    print(deps, options, list, () => readable(list, columnsOf(deps.stdout)))
  })
}

function readable({ tasks, total, page, page_size }: TaskListV2, width: number): string {
  const pages = Math.max(1, Math.ceil(total / page_size))
  const foot = `${total} ${total === 1 ? 'job' : 'jobs'}, page ${page} of ${pages}`
  if (tasks.length === 0) return foot
  const table = renderTable(
    [
      { title: 'ID' },
      { title: 'NAME', shrinks: true },
      { title: 'STATE' },
      { title: 'FOR', align: 'right' },
      { title: 'ALGORITHM', shrinks: true },
      { title: 'SOURCE', shrinks: true },
    ],
    tasks.map((task) => [
      task.id,
      task.name,
      task.state,
      age(task.updated_at, Date.now()),
      task.title,
      task.video_source_name,
    ]),
    width,
  )
  return `${table}\n\n${foot}`
}
