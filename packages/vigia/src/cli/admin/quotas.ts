/** `vigia admin quotas show` and `set`. */
import type { QuotasAnswer } from '@vigia/contract'
import { QUOTAS, type QuotaName } from '@vigia/core'
import type { Command } from 'commander'
import type { CliDeps } from '../deps.js'
import { usageError } from '../exit-codes.js'
import { whole } from '../numbers.js'
import { columnsOf, print } from '../output.js'
import { renderTable } from '../table.js'
import { type AdminOptions, adminCommand, operatorsOf } from './command.js'
import { type InDomain, projectNamed, withDomain } from './named.js'

type Options = AdminOptions & InDomain & Partial<Record<QuotaName, number>>
const NAMES = Object.keys(QUOTAS) as QuotaName[]
const MOST = 1_000_000

export function addQuotas(admin: Command, deps: CliDeps): void {
  const quotas = admin.command('quotas').description('how much a project may hold')
  const command = (name: string, means: string): Command =>
    withDomain(adminCommand(quotas, name, means), 'the domain of the project').argument(
      '<project>',
      'name or id',
    )

  command('show', 'show the quotas of a project, and how much of them is used').action(
    async (name: string, options: Options) => {
      const operators = await operatorsOf(deps, options)
      const { id } = await projectNamed(operators, name, options.inDomain)
      show(deps, options, await operators.quotas(id))
    },
  )

  const set = command('set', 'set quotas of a project; what is left out stays')
  for (const name of NAMES) set.option(`--${name} <number>`, `most ${name}, 0 to ${MOST}`, whole(0, MOST))
  set.action(async (name: string, options: Options) => {
    const given = NAMES.filter((quota) => options[quota] !== undefined)
    if (given.length === 0)
      throw usageError(
        'No quota is given.',
        `Give one or more of ${NAMES.map((quota) => `--${quota}`).join(', ')}.`,
      )
    const operators = await operatorsOf(deps, options)
    const { id } = await projectNamed(operators, name, options.inDomain)
    const wanted = Object.fromEntries(given.map((quota) => [quota, options[quota]]))
    show(deps, options, await operators.setQuotas(id, wanted))
  })
}

function show(deps: CliDeps, options: Options, quotas: QuotasAnswer['quotas']): void {
  print(deps, options, quotas, () =>
    renderTable(
      [
        { title: 'QUOTA' },
        { title: 'USED', align: 'right' },
        { title: 'LIMIT', align: 'right' },
        { title: 'DEFAULT', align: 'right' },
      ],
      NAMES.map((name) => [name, ...numbersOf(quotas[name]).map(String)]),
      columnsOf(deps.stdout),
    ),
  )
}

const numbersOf = (use: QuotasAnswer['quotas']['jobs']): number[] => [use.used, use.limit, use.default]
