/** `vigia start`: reads flags and environment; the server itself is given. */
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { usageError } from './exit-codes.js'
import { whole } from './numbers.js'

interface StartFlags {
  host?: string
  port?: number
  data?: string
  demo?: string | true
}

export function addStart(program: Command, deps: CliDeps): void {
  const port = whole(0, 65_535)
  program
    .command('start')
    .description('run server, worker and console in one process')
    .option('--host <host>', 'address to listen on (VIGIA_HOST; else 127.0.0.1)')
    .option('--port <number>', 'port to listen on, 0 for any free one (VIGIA_PORT; else 8080)', port)
    .option('--data <dir>', 'data folder, made when needed (VIGIA_DATA_DIR; else ./data)')
    .option('--demo [video]', 'show what it does: on a drawn street, or on a file or stream of yours')
    .action(async ({ host, port: given, data, demo }: StartFlags) => {
      await deps.start({
        host: host ?? variable(deps, 'VIGIA_HOST') ?? '127.0.0.1',
        port: given ?? portOf(variable(deps, 'VIGIA_PORT') ?? '8080'),
        data: data ?? variable(deps, 'VIGIA_DATA_DIR') ?? './data',
        ...(demo === undefined ? {} : { demo }),
      })
    })

  function portOf(text: string): number {
    try {
      return port(text)
    } catch (error) {
      throw usageError(
        `VIGIA_PORT is "${text}". ${(error as Error).message}`,
        'Put VIGIA_PORT right or give --port.',
      )
    }
  }
}
