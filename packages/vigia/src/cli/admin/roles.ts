/** `vigia admin roles grant`, `revoke` and `list`. */
import type { AssignmentItem } from '@vigia/contract'
import { ROLES } from '@vigia/core'
import type { Operators, RoleScope } from '@vigia/sdk'
import { Argument, type Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { usageError } from '../exit-codes.js'
import { type AdminOptions, adminCommand, list, operatorsOf, say } from './command.js'
import { domainNamed, type InDomain, projectNamed, userNamed, withDomain } from './named.js'

interface OnScope {
  onDomain?: string
  onProject?: string
}

const ACTIONS = [
  { name: 'grant', means: 'give a user a role on a domain or a project', done: 'is' },
  { name: 'revoke', means: 'take a role on a domain or a project away from a user', done: 'is no longer' },
] as const

export function addRoles(admin: Command, deps: CliDeps): void {
  const roles = admin.command('roles').description('what users may do, and where')

  for (const { name: action, means, done } of ACTIONS)
    withDomain(adminCommand(roles, action, means), 'the domain of the user')
      .addArgument(new Argument('<role>', 'what he is').choices([...ROLES]))
      .argument('<user>', 'name or id')
      .option('--on-domain <domain>', 'name or id: the role holds in all its projects')
      .option('--on-project <project>', 'name or id')
      .action(async (role: string, user: string, options: AdminOptions & InDomain & OnScope) => {
        const operators = await operatorsOf(deps, options)
        const { id } = await userNamed(operators, user, options.inDomain)
        const on = await scopeOf(operators, options)
        await operators[`${action}Role`](on, id, role)
        const where = `${on.scope} ${options.onDomain ?? options.onProject}`
        say(deps, options, { user: id, role, ...on, action }, `User ${user} ${done} ${role} of ${where}.`)
      })

  withDomain(adminCommand(roles, 'list', 'list who has which role where'), 'the domain of the user')
    .option('--of <user>', 'name or id: only roles of this user')
    .action(async (options: AdminOptions & InDomain & { of?: string }) => {
      const operators = await operatorsOf(deps, options)
      const filter =
        options.of === undefined
          ? {}
          : { userId: (await userNamed(operators, options.of, options.inDomain)).id }
      list(deps, options, 'roles', await operators.roleAssignments(filter), [
        { title: 'USER', shrinks: true, of: ({ user }) => user.name ?? user.id },
        { title: 'OF DOMAIN', shrinks: true, of: ({ user }) => user.domain?.name ?? '' },
        { title: 'ROLE', of: ({ role }) => role.id },
        { title: 'ON', shrinks: true, of: shownScope },
      ])
    })
}

async function scopeOf(operators: Operators, { onDomain, onProject }: OnScope): Promise<RoleScope> {
  if (onDomain !== undefined && onProject === undefined)
    return { scope: 'domain', id: (await domainNamed(operators, onDomain)).id }
  if (onProject !== undefined && onDomain === undefined)
    return { scope: 'project', id: (await projectNamed(operators, onProject)).id }
  throw usageError('A role is on one domain or on one project.', 'Give either --on-domain or --on-project.')
}

function shownScope({ scope: { domain, project } }: AssignmentItem): string {
  if (domain) return `domain ${domain.name}`
  return `project ${project?.name} of domain ${project?.domain?.name}`
}
