/** `vigia secrets rotate`: another key for what is sealed in a data folder. The server must be stopped. */
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { CliError, EXIT } from './exit-codes.js'
import { type JsonOption, print, withJson } from './output.js'

interface SecretsOptions extends JsonOption {
  data?: string
}

export function addSecrets(program: Command, deps: CliDeps): void {
  const secrets = program
    .command('secrets')
    .description('the key that seals passwords, headers and push keys')
  withJson(
    secrets
      .command('rotate')
      .description('seal everything with another key, while the server is stopped')
      .option('--data <dir>', 'data folder (VIGIA_DATA_DIR; else ./data)'),
  ).action(async (options: SecretsOptions) => {
    const dataDir = options.data ?? variable(deps, 'VIGIA_DATA_DIR') ?? './data'
    const done = await deps.secrets.rotate(dataDir, deps.env).catch((error: unknown) => {
      throw new CliError(
        EXIT.failed,
        error instanceof Error ? error.message : String(error),
        'Nothing was changed. Put right what the message names and run the command again.',
      )
    })
    print(deps, options, done, () =>
      [
        `${done.secrets} secrets are sealed with key ${done.to} now; before it was ${done.from}.`,
        done.oldKeyFile === undefined
          ? 'Start the server with the new key as VIGIA_SECRET_KEY. Keep the old one as long as you keep backups from before.'
          : `The old key lies in ${done.oldKeyFile}: keep it with the backups from before, and delete it with them.`,
        ...(done.isCompacted
          ? []
          : [
              'There was no room to compact the database: remains of what was deleted may still be sealed with the old key.',
            ]),
      ].join('\n'),
    )
  })
}
