/** `vigia keys create`, `list` and `delete`: access keys, with which programs sign requests instead of signing in. */
import type { AccessKeyItem } from '@vigia/contract'
import type { Command } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { columnsOf, type JsonOption, print, withJson } from './output.js'
import { renderTable } from './table.js'
import { shownTime } from './times.js'

type Options = ConnectionOptions & JsonOption

export function addKeys(program: Command, deps: CliDeps): void {
  const keys = program.command('keys').description('make, see and delete access keys of your own')
  const command = (name: string, means: string): Command =>
    withJson(withConnection(keys.command(name).description(means)))

  command('create', 'make an access key; its secret is shown this once')
    .option('--description <text>', 'what it is for, at most 255 characters')
    .action(async (options: Options & { description?: string }) => {
      const key = await (await connect(deps, options)).keys.create(options.description)
      print(deps, options, key, () => `Access key  ${key.access}\nSecret key  ${key.secret}`)
      if (!options.json && deps.stderr.isTTY)
        deps.stderr.write('The secret is not shown again: keep it where your program finds it.\n')
    })

  command('list', 'list your access keys, oldest first').action(async (options: Options) => {
    const found = await (await connect(deps, options)).keys.list()
    print(deps, options, found, () => readable(found, columnsOf(deps.stdout)))
  })

  command('delete', 'delete an access key; what it signs is refused from then on')
    .argument('<access key>', 'its name, as `vigia keys list` shows it')
    .action(async (access: string, options: Options) => {
      await (await connect(deps, options)).keys.delete(access)
      print(deps, options, { access, deleted: true }, () => `Access key ${access} is deleted.`)
    })
}

function readable(keys: AccessKeyItem[], width: number): string {
  if (keys.length === 0) return '0 access keys'
  return renderTable(
    [
      { title: 'ACCESS KEY' },
      { title: 'STATUS' },
      { title: 'MADE' },
      { title: 'DESCRIPTION', shrinks: true },
    ],
    keys.map((key) => [key.access, key.status, shownTime(key.create_time), key.description]),
    width,
  )
}
