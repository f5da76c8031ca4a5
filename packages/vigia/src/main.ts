/** The program `vigia`: the command line with the real server and the real models behind it. */
import { runCli } from './cli/index.js'
import { modelCommands } from './commands/models.js'
import { secretCommands } from './commands/secrets.js'
import { startCommand } from './commands/start.js'

// A reader that has seen enough (`vigia jobs list | head -1`) ends a command quietly; a server goes on without it.
for (const out of [process.stdout, process.stderr])
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (process.argv[2] !== 'start') process.exit()
  })

process.exitCode = await runCli(process.argv.slice(2), {
  start: startCommand,
  models: modelCommands,
  secrets: secretCommands,
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
})
