/** Which server, and as whom: flags over environment over defaults. A password is never a flag. */
import { type Credentials, VigiaClient } from '@vigia/sdk'
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { CliError, EXIT, usageError } from './exit-codes.js'
import { askPassword } from './prompt.js'

export interface ConnectionOptions {
  server?: string
  user?: string
  project?: string
  domain?: string
}

const DEFAULT_SERVER = 'http://127.0.0.1:8080'

export function withConnection(command: Command): Command {
  return command
    .option('--server <url>', `address of the server (VIGIA_SERVER; else ${DEFAULT_SERVER})`)
    .option('--user <name>', 'user to sign in as (VIGIA_USER; else admin)')
    .option('--project <name>', 'name or id of the project (VIGIA_PROJECT; else default)')
    .option('--domain <name>', 'domain of the user (else vigia)')
    .addHelpText(
      'after',
      '\nThe password comes from VIGIA_PASSWORD, or is asked for on a terminal. With VIGIA_TOKEN, and without\n--user, that token is used instead and no password is needed.',
    )
}

/** A client for the project. Asks for the password where needed; signs in with its first call. */
export async function connect(deps: CliDeps, options: ConnectionOptions): Promise<VigiaClient> {
  const token = options.user === undefined ? variable(deps, 'VIGIA_TOKEN') : undefined
  if (token === undefined) return clientWithPassword(deps, options)
  const client = newClient({ baseUrl: serverOf(deps, options), token })
  const project = projectOf(deps, options)
  const session = await client.session()
  if (project !== undefined && project !== session.projectName && project !== session.projectId) {
    throw new CliError(
      EXIT.signIn,
      `VIGIA_TOKEN is for project ${session.projectName}, not for ${project}.`,
      `Get another one with \`vigia token --project ${project}\`, or leave the project out.`,
    )
  }
  return client
}

/** The same with user and password, whatever VIGIA_TOKEN holds. */
export async function clientWithPassword(deps: CliDeps, options: ConnectionOptions): Promise<VigiaClient> {
  const baseUrl = serverOf(deps, options)
  const username = options.user ?? variable(deps, 'VIGIA_USER') ?? 'admin'
  const project = projectOf(deps, options)
  // The address is checked before anybody types a password for it.
  newClient({ baseUrl })
  const credentials: Credentials = {
    username,
    password: variable(deps, 'VIGIA_PASSWORD') ?? (await typedPassword(deps, username, baseUrl)),
    ...(options.domain === undefined ? {} : { domain: options.domain }),
    ...(project === undefined ? {} : { project }),
  }
  return newClient({ baseUrl, credentials })
}

function typedPassword(deps: CliDeps, username: string, baseUrl: string): Promise<string> {
  const keys = deps.stdin ?? process.stdin
  if (!keys.isTTY) {
    throw new CliError(
      EXIT.signIn,
      `There is no password for user ${username}.`,
      'Set VIGIA_PASSWORD or VIGIA_TOKEN, or run the command on a terminal.',
    )
  }
  return askPassword(keys, deps.stderr, `Password of ${username} at ${baseUrl}: `)
}

const serverOf = (deps: CliDeps, options: ConnectionOptions): string =>
  options.server ?? variable(deps, 'VIGIA_SERVER') ?? DEFAULT_SERVER
const projectOf = (deps: CliDeps, options: ConnectionOptions): string | undefined =>
  options.project ?? variable(deps, 'VIGIA_PROJECT')

function newClient(options: ConstructorParameters<typeof VigiaClient>[0]): VigiaClient {
  try {
    return new VigiaClient(options)
  } catch (error) {
    throw usageError(
      `The server address cannot be used: ${(error as Error).message}.`,
      'Put --server or VIGIA_SERVER right.',
    )
  }
}
