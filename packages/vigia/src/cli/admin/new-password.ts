/** The password that a user is given: from the environment or typed twice, never an argument that others can list. */
import { type CliDeps, variable } from '../deps.js'
import { CliError, EXIT } from '../exit-codes.js'
import { askPassword } from '../prompt.js'

export const NEW_PASSWORD_HELP =
  '\nThe new password, 8 to 128 characters, comes from VIGIA_NEW_PASSWORD, or is asked for on a terminal.'

/** @throws CliError when there is none, or the two that were typed differ */
export async function newPassword(deps: CliDeps, username: string): Promise<string> {
  const given = variable(deps, 'VIGIA_NEW_PASSWORD')
  if (given !== undefined) return given
  const keys = deps.stdin ?? process.stdin
  if (!keys.isTTY)
    throw new CliError(
      EXIT.usage,
      `There is no new password for user ${username}.`,
      'Set VIGIA_NEW_PASSWORD, or run the command on a terminal.',
    )
  const first = await askPassword(keys, deps.stderr, `New password of ${username}: `)
  const second = await askPassword(keys, deps.stderr, 'Once more: ')
  if (first === second) return first
  throw new CliError(EXIT.usage, 'The two passwords differ.', 'Run the command again.')
}
