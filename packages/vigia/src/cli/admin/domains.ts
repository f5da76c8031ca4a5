/** `vigia admin domains list` and `create`. */
import type { Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { type AdminOptions, adminCommand, list, operatorsOf, say } from './command.js'

export function addDomains(admin: Command, deps: CliDeps): void {
  const domains = admin.command('domains').description('tenants, with users and projects of their own')

  adminCommand(domains, 'list', 'list domains').action(async (options: AdminOptions) => {
    const found = await (await operatorsOf(deps, options)).domains()
    list(deps, options, 'domains', found, [
      { title: 'ID', of: ({ id }) => id },
      { title: 'NAME', shrinks: true, of: ({ name }) => name },
      { title: 'STATE', of: ({ enabled }) => (enabled ? 'on' : 'off') },
      { title: 'DESCRIPTION', shrinks: true, of: ({ description }) => description },
    ])
  })

  adminCommand(domains, 'create', 'make a domain')
    .argument('<name>', 'letters, digits, - and _, at most 64')
    .option('--description <text>', 'at most 255 characters')
    .action(async (name: string, options: AdminOptions & { description?: string }) => {
      const { description } = options
      const made = await (await operatorsOf(deps, options)).createDomain({
        name,
        ...(description === undefined ? {} : { description }),
      })
      say(deps, options, made, `Domain ${name} is made: ${made.id}`)
    })
}
