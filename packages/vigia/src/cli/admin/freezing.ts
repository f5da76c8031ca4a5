/** `vigia admin freeze` and `thaw`. */
import type { Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { type AdminOptions, adminCommand, operatorsOf, say } from './command.js'
import { type InDomain, projectNamed, withDomain } from './named.js'

export function addFreezing(admin: Command, deps: CliDeps): void {
  const command = (name: string, means: string): Command =>
    withDomain(adminCommand(admin, name, means), 'the domain of the project').argument(
      '<project>',
      'name or id',
    )

  command('freeze', 'freeze a project: its jobs rest, nothing is made or changed in it')
    .option('--reason <text>', 'told to whoever is refused, at most 255 characters')
    .action(async (name: string, options: AdminOptions & InDomain & { reason?: string }) => {
      const operators = await operatorsOf(deps, options)
      const { id } = await projectNamed(operators, name, options.inDomain)
      say(deps, options, await operators.freeze(id, options.reason), `Project ${name} is frozen.`)
    })

  command('thaw', 'thaw a project: its jobs go back to what they were').action(
    async (name: string, options: AdminOptions & InDomain) => {
      const operators = await operatorsOf(deps, options)
      const { id } = await projectNamed(operators, name, options.inDomain)
      const project = await operators.thaw(id)
      const text = project.state === 'thawing' ? 'is being thawed' : 'is open'
      say(deps, options, project, `Project ${name} ${text}.`)
    },
  )
}
