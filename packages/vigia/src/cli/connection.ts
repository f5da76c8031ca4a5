/** Which server, and as whom: flags over environment over defaults. A password is never a flag. */
import { type Credentials, Operators, VigiaClient } from '@vigia/sdk'
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { CliError, EXIT, usageError } from './exit-codes.js'
import { askPassword } from './prompt.js'

export interface SignInOptions {
  server?: string
  user?: string
  domain?: string
}
export interface ConnectionOptions extends SignInOptions {
  project?: string
}

const DEFAULT_SERVER = 'http://127.0.0.1:8080'

export function withConnection(command: Command): Command {
  return withSignIn(command).option(
    '--project <name>',
    'name or id of the project (VIGIA_PROJECT; else default)',
  )
}

/** For commands that need no project. */
export function withSignIn(command: Command): Command {
  return command
    .option('--server <url>', `address of the server (VIGIA_SERVER; else ${DEFAULT_SERVER})`)
    .option('--user <name>', 'user to sign in as (VIGIA_USER; else admin)')
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
  const project = projectOf(deps, options)
  const credentials: Credentials = {
    ...(await credentialsOf(deps, options)),
    ...(project === undefined ? {} : { project }),
  }
  return newClient({ baseUrl: serverOf(deps, options), credentials })
}

/** For what operators do; signs in with its first call. */
export async function connectOperator(deps: CliDeps, options: SignInOptions): Promise<Operators> {
  const baseUrl = serverOf(deps, options)
  const token = options.user === undefined ? variable(deps, 'VIGIA_TOKEN') : undefined
  if (token !== undefined) return checkingAddress(() => new Operators({ baseUrl, token }))
  return new Operators({ baseUrl, credentials: await credentialsOf(deps, options) })
}

async function credentialsOf(deps: CliDeps, options: SignInOptions): Promise<Omit<Credentials, 'project'>> {
  const baseUrl = serverOf(deps, options)
  const username = options.user ?? variable(deps, 'VIGIA_USER') ?? 'admin'
  // The address is checked before anybody types a password for it.
  newClient({ baseUrl })
  return {
    username,
    password: variable(deps, 'VIGIA_PASSWORD') ?? (await typedPassword(deps, username, baseUrl)),
    ...(options.domain === undefined ? {} : { domain: options.domain }),
  }
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

const serverOf = (deps: CliDeps, options: SignInOptions): string =>
  options.server ?? variable(deps, 'VIGIA_SERVER') ?? DEFAULT_SERVER
const projectOf = (deps: CliDeps, options: ConnectionOptions): string | undefined =>
  options.project ?? variable(deps, 'VIGIA_PROJECT')

const newClient = (options: ConstructorParameters<typeof VigiaClient>[0]): VigiaClient =>
  checkingAddress(() => new VigiaClient(options))

function checkingAddress<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw usageError(
      `The server address cannot be used: ${(error as Error).message}.`,
      'Put --server or VIGIA_SERVER right.',
    )
  }
}
