/** `vigia jobs show`: everything about one job, with its last state changes. */
import type { TaskDeliveries, TaskDetailsV2, TaskHistory } from '@vigia/contract'
import type { Command } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { columnsOf, type JsonOption, print, withJson } from './output.js'
import { renderTable } from './table.js'
import { pad, plain } from './text.js'
import { age, shownTime } from './times.js'

/** State changes shown; `--json` has them all. */
const LAST_CHANGES = 8
const LABEL = 13

export function addJobsShow(jobs: Command, deps: CliDeps): void {
  const command = jobs.command('show').description('show one job').argument('<id>', 'job id')
  withJson(withConnection(command)).action(async (id: string, options: ConnectionOptions & JsonOption) => {
    const client = await connect(deps, options)
    const task = await client.jobs.getV2(id)
    const [history, deliveries] = await Promise.all([client.jobs.history(id), client.jobs.deliveries(id)])
    print(deps, options, { task, history, deliveries }, () =>
      readable(task, history, deliveries, columnsOf(deps.stdout)),
    )
  })
}

function readable(
  task: TaskDetailsV2,
  history: TaskHistory['history'],
  deliveries: TaskDeliveries,
  width: number,
): string {
  const lines = facts(task, deliveries).flatMap(([label, ...values]) =>
    values.map((value, i) => `${pad(i === 0 ? label : '', LABEL)}${plain(value)}`),
  )
  const changes = renderTable(
    [
      { title: 'TIME' },
      { title: 'FROM' },
      { title: 'TO' },
      { title: 'BECAUSE', shrinks: true },
      { title: 'BY', shrinks: true },
    ],
    history.slice(-LAST_CHANGES).map((row) => [shownTime(row.at), row.from, row.to, row.cause, row.actor]),
    width,
  )
  return [...lines, ...(history.length > 0 ? ['', changes] : [])].join('\n')
}

/** Label and values, one line each; what does not apply is left out. */
function facts(task: TaskDetailsV2, deliveries: TaskDeliveries): [string, ...string[]][] {
  const rows: [string, ...string[]][] = [
    ['Job', `${task.name} (${task.id})`],
    ['State', `${task.state} for ${age(task.updated_at, Date.now())}, since ${shownTime(task.updated_at)}`],
  ]
  if (task.status) rows.push(['Why', task.status])
  if (task.error) rows.push(['Error', `${task.error.code}: ${task.error.message}`])
  if (task.description) rows.push(['Description', task.description])
  rows.push(['Algorithm', `${task.title} (${task.type}) of ${task.company}`])
  if (task.schedule) {
    rows.push([
      'Schedule',
      `${task.schedule.type}, time zone ${task.schedule.timezone}${task.schedule_status ? `, ${task.schedule_status}` : ''}`,
    ])
  }
  rows.push(['Input', ...inputs(task)], ['Results to', ...outputs(task)])
  if (task.output.webhook)
    rows.push([
      'Deliveries',
      `${deliveries.delivered} delivered, ${deliveries.pending} waiting, ${deliveries.dead} given up`,
    ])
  const parameters = Object.entries(task.config.common).map(
    ([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  rows.push(['Parameters', ...(parameters.length > 0 ? parameters : ['defaults of the algorithm'])])
  rows.push(['Created', `${shownTime(task.created_at)} by ${task.creator}`])
  return rows
}

/** The server has masked passwords already. */
function inputs({ input, video_source_name }: TaskDetailsV2): string[] {
  return input.data.map(
    (item) =>
      `${input.type} ${item.url ?? item.stream_name ?? item.path ?? item.video_source_id ?? item.device_id ?? item.id ?? video_source_name}`,
  )
}

function outputs({ output }: TaskDetailsV2): string[] {
  return [
    ...(output.webhook
      ? [`webhook ${output.webhook.url} (headers: ${Object.keys(output.webhook.headers).join(', ')})`]
      : []),
    ...(output.dis ? [`data stream ${output.dis.stream_name}`] : []),
    ...(output.obs ? [`object storage ${output.obs.bucket}/${output.obs.path}`] : []),
    ...(output.event_center ? ['event centre'] : []),
  ]
}
