/** `vigia token`: signs in and prints the token. */
import type { Command } from 'commander'
import { type ConnectionOptions, clientWithPassword, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { type JsonOption, print, withJson } from './output.js'
import { shownTime } from './times.js'

export function addToken(program: Command, deps: CliDeps): void {
  const command = program
    .command('token')
    .description('sign in and print a token, e.g. for export VIGIA_TOKEN=$(vigia token)')
  withJson(withConnection(command)).action(async (options: ConnectionOptions & JsonOption) => {
    const client = await clientWithPassword(deps, options)
    const { token, expiresAt, projectId, projectName } = await client.session()
    // The token alone goes to the standard output, so that $(vigia token) is the token.
    print(
      deps,
      options,
      { token, expires_at: expiresAt, project_id: projectId, project_name: projectName },
      () => token,
    )
    if (!options.json && deps.stderr.isTTY)
      deps.stderr.write(`For project ${projectName} (${projectId}), until ${shownTime(expiresAt)}.\n`)
  })
}
