/** The program `vigia`: the command line with the real server and the real models behind it. */
import { runCli } from './cli/index.js'
import { modelCommands } from './commands/models.js'
import { startCommand } from './commands/start.js'

process.exitCode = await runCli(process.argv.slice(2), {
  start: startCommand,
  models: modelCommands,
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
})
