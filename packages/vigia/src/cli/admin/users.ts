/** `vigia admin users …`: list, create, password, disable, enable, delete. */
import type { UserItem } from '@vigia/contract'
import type { Operators } from '@vigia/sdk'
import type { Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { type AdminOptions, adminCommand, list, operatorsOf, say } from './command.js'
import { domainNamed, type InDomain, userNamed, withDomain } from './named.js'
import { NEW_PASSWORD_HELP, newPassword } from './new-password.js'

type Options = AdminOptions & InDomain

/** What is done to one user, and what is said then. */
const ACTIONS: {
  name: string
  means: string
  done: string
  act(operators: Operators, id: string): Promise<unknown>
}[] = [
  {
    name: 'disable',
    means: 'switch a user off: tokens and access keys are worth nothing until he is on again',
    done: 'is switched off',
    act: (operators, id) => operators.changeUser(id, { enabled: false }),
  },
  {
    name: 'enable',
    means: 'switch a user on again',
    done: 'is switched on',
    act: (operators, id) => operators.changeUser(id, { enabled: true }),
  },
  {
    name: 'delete',
    means: 'delete a user with roles and access keys',
    done: 'is deleted',
    act: (operators, id) => operators.deleteUser(id),
  },
]

export function addUsers(admin: Command, deps: CliDeps): void {
  const users = admin.command('users').description('who signs in; what they may do, roles say')
  const command = (name: string, means: string, domain: string): Command =>
    withDomain(adminCommand(users, name, means), domain)

  command('list', 'list users of the domains that you administer', 'the domain to list').action(
    async (options: Options) => {
      const operators = await operatorsOf(deps, options)
      const domains = await operators.domains()
      const { inDomain } = options
      const filter = inDomain === undefined ? {} : { domain_id: (await domainNamed(operators, inDomain)).id }
      const domainOf = ({ domain_id }: UserItem): string =>
        domains.find(({ id }) => id === domain_id)?.name ?? domain_id
      list(deps, options, 'users', await operators.users(filter), [
        { title: 'ID', of: ({ id }) => id },
        { title: 'NAME', shrinks: true, of: ({ name }) => name },
        { title: 'DOMAIN', shrinks: true, of: domainOf },
        { title: 'STATE', of: ({ enabled }) => (enabled ? 'on' : 'off') },
        { title: 'DESCRIPTION', shrinks: true, of: ({ description }) => description },
      ])
    },
  )

  command('create', 'make a user', 'his domain (else your own)')
    .argument('<name>', 'letters, digits, and - _ . @, at most 64')
    .option('--description <text>', 'at most 255 characters')
    .addHelpText('after', NEW_PASSWORD_HELP)
    .action(async (name: string, options: Options & { description?: string }) => {
      const operators = await operatorsOf(deps, options)
      const { description, inDomain } = options
      const made = await operators.createUser({
        name,
        password: await newPassword(deps, name),
        ...(description === undefined ? {} : { description }),
        ...(inDomain === undefined ? {} : { domain_id: (await domainNamed(operators, inDomain)).id }),
      })
      say(deps, options, made, `User ${name} is made: ${made.id}`)
    })

  command('password', 'give a user another password; his tokens end', 'his domain')
    .argument('<user>', 'name or id')
    .addHelpText('after', NEW_PASSWORD_HELP)
    .action(async (name: string, options: Options) => {
      const operators = await operatorsOf(deps, options)
      const { id } = await userNamed(operators, name, options.inDomain)
      await operators.changeUser(id, { password: await newPassword(deps, name) })
      say(deps, options, { id, changed: true }, `User ${name} has another password.`)
    })

  for (const { name: action, means, done, act } of ACTIONS)
    command(action, means, 'his domain')
      .argument('<user>', 'name or id')
      .action(async (name: string, options: Options) => {
        const operators = await operatorsOf(deps, options)
        const { id } = await userNamed(operators, name, options.inDomain)
        await act(operators, id)
        say(deps, options, { id, action, done: true }, `User ${name} ${done}.`)
      })
}
