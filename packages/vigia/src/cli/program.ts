/** All commands, put together. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addAdmin } from './admin/admin.js'
import type { CliDeps } from './deps.js'
import { EXIT_CODES_HELP } from './exit-codes.js'
import { addJobsActions } from './jobs-act.js'
import { addJobsCreate } from './jobs-create.js'
import { addJobsList } from './jobs-list.js'
import { addJobsShow } from './jobs-show.js'
import { addJobsWatch } from './jobs-watch.js'
import { addKeys } from './keys.js'
import { addModels } from './models.js'
import { addSecrets } from './secrets.js'
import { addStart } from './start.js'
import { addToken } from './token.js'

/** The program throws instead of ending the process; `runCli` turns that into messages and an exit code. */
export function buildProgram(deps: CliDeps): Command {
  const program = new Command('vigia')
    .description('Video analysis on your own machines.')
    .version(version(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show help for a command')
    // `jobs create --version 3.0` is a version of the algorithm, not a wish to see ours.
    .enablePositionalOptions()
    .addHelpText('afterAll', EXIT_CODES_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => deps.stdout.write(text),
      writeErr: (text) => deps.stderr.write(text),
      getOutHelpWidth: () => (deps.stdout.isTTY ? (deps.stdout.columns ?? 80) : 100),
      getErrHelpWidth: () => (deps.stderr.isTTY ? (deps.stderr.columns ?? 80) : 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      // runCli tells errors, all of them in one form.
      outputError: () => undefined,
    })
  addStart(program, deps)
  const jobs = program.command('jobs').description('make, see and control jobs')
  addJobsCreate(jobs, deps)
  addJobsList(jobs, deps)
  addJobsShow(jobs, deps)
  addJobsActions(jobs, deps)
  addJobsWatch(jobs, deps)
  addModels(program, deps)
  addToken(program, deps)
  addKeys(program, deps)
  addSecrets(program, deps)
  addAdmin(program, deps)
  return program
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
