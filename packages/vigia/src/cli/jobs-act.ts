/** `vigia jobs start`, `stop` and `delete`: one action on one job. */
import type { Command } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { type JsonOption, print, withJson } from './output.js'

const ACTIONS = [
  { action: 'start', means: 'start a job that is at rest', done: 'is starting' },
  { action: 'stop', means: 'stop a job; it stays and can be started again', done: 'is stopping' },
  { action: 'delete', means: 'stop and remove a job with its results', done: 'is being deleted' },
] as const

export function addJobsActions(jobs: Command, deps: CliDeps): void {
  for (const { action, means, done } of ACTIONS) {
    const command = jobs.command(action).description(means).argument('<id>', 'job id')
    withJson(withConnection(command)).action(async (id: string, options: ConnectionOptions & JsonOption) => {
      const client = await connect(deps, options)
      await client.jobs[action](id)
      print(deps, options, { id, action, accepted: true }, () => `Job ${id} ${done}.`)
    })
  }
}
