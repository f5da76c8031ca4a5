/** `vigia admin projects list`, `create` and `delete`. */
import type { ProjectItem } from '@vigia/contract'
import type { Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { type AdminOptions, adminCommand, list, operatorsOf, say } from './command.js'
import { domainNamed, type InDomain, projectNamed, withDomain } from './named.js'

export function addProjects(admin: Command, deps: CliDeps): void {
  const projects = admin.command('projects').description('what jobs and sources are kept in')

  adminCommand(projects, 'list', 'list projects').action(async (options: AdminOptions) => {
    const operators = await operatorsOf(deps, options)
    const [found, domains] = [await operators.projects(), await operators.domains()]
    const domainOf = ({ domain_id }: ProjectItem): string =>
      domains.find(({ id }) => id === domain_id)?.name ?? domain_id
    list(deps, options, 'projects', found, [
      { title: 'ID', of: ({ id }) => id },
      { title: 'NAME', shrinks: true, of: ({ name }) => name },
      { title: 'DOMAIN', shrinks: true, of: domainOf },
      { title: 'STATE', of: ({ enabled, state }) => (enabled ? state : 'off') },
      { title: 'DESCRIPTION', shrinks: true, of: ({ description }) => description },
    ])
  })

  withDomain(adminCommand(projects, 'create', 'make a project'), 'its domain (else your own)')
    .argument('<name>', 'letters, digits, - and _, at most 64')
    .option('--description <text>', 'at most 255 characters')
    .action(async (name: string, options: AdminOptions & InDomain & { description?: string }) => {
      const operators = await operatorsOf(deps, options)
      const { description, inDomain } = options
      const made = await operators.createProject({
        name,
        ...(description === undefined ? {} : { description }),
        ...(inDomain === undefined ? {} : { domain_id: (await domainNamed(operators, inDomain)).id }),
      })
      say(deps, options, made, `Project ${name} is made: ${made.id}`)
    })

  withDomain(
    adminCommand(projects, 'delete', 'delete a project that holds no jobs, batches, sources and groups'),
    'its domain',
  )
    .argument('<project>', 'name or id')
    .action(async (name: string, options: AdminOptions & InDomain) => {
      const operators = await operatorsOf(deps, options)
      const { id } = await projectNamed(operators, name, options.inDomain)
      await operators.deleteProject(id)
      say(deps, options, { id, deleted: true }, `Project ${name} is deleted.`)
    })
}
