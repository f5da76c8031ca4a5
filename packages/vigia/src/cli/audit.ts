/** `vigia admin audit list`, `export` and `verify`: who changed what from where, and whether the log is as it was written. */
import type { AuditItem, AuditList, AuditVerdict } from '@vigia/contract'
import type { AuditOf } from '@vigia/sdk'
import { type Command, InvalidArgumentError } from 'commander'
import { writeExport } from './audit-export.js'
import { verifyFile } from './audit-file.js'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import type { CliDeps } from './deps.js'
import { CliError, EXIT } from './exit-codes.js'
import { whole } from './numbers.js'
import { columnsOf, type JsonOption, print, withJson } from './output.js'
import { renderTable } from './table.js'
import { shownTime } from './times.js'

interface LogOptions extends ConnectionOptions, JsonOption {
  ofDomain?: boolean
}
interface TimeOptions {
  from?: number
  until?: number
}
interface ListOptions extends LogOptions, TimeOptions {
  by?: string
  operation?: string
  target?: string
  page: number
  pageSize: number
}

export function addAudit(admin: Command, deps: CliDeps): void {
  const audit = admin.command('audit').description('who changed what from where')
  const command = (name: string, means: string): Command =>
    withConnection(audit.command(name).description(means)).option(
      '--of-domain',
      "the log of the user's domain (sign-ins, projects) instead of the project's",
    )

  withJson(withTimes(command('list', 'list what was asked for, newest first')))
    .option('--by <user>', 'only by this user, id or name')
    .option('--operation <name>', 'only this operation, such as createTask')
    .option('--target <id>', 'only what names or made this id')
    .option('--page <number>', 'page number', whole(1, 1_000_000), 1)
    .option('--page-size <number>', 'entries on a page, 1 to 1000', whole(1, 1000), 20)
    .action(async (options: ListOptions) => {
      const { audit } = await connect(deps, options)
      const { page, pageSize, from, until, by, operation, target } = options
      const given = { from, until, user: by, operation, target }
      const list = await audit.list({ page, page_size: pageSize, ...defined(given) }, logOf(options))
      print(deps, options, list, () => readable(list, columnsOf(deps.stdout)))
    })

  withTimes(command('export', 'write the log, one JSON object a line, oldest first'))
    .option('--output <file>', 'write to this new file instead of the standard output')
    .action(async (options: LogOptions & TimeOptions & { output?: string }) => {
      const { audit } = await connect(deps, options)
      const { from, until, output } = options
      await writeExport(deps, await audit.export(defined({ from, until }), logOf(options)), output)
    })

  withJson(command('verify', 'check that the log is as it was written: on the server, or an exported file'))
    .argument('[file]', 'a file that `export` wrote; no server is asked then')
    .option('--head <hash>', 'a head that was told earlier: the log must still hold it', headHash)
    .action(async (file: string | undefined, options: LogOptions & { head?: string }) => {
      const verdict =
        file === undefined
          ? await (await connect(deps, options)).audit.verify(options.head, logOf(options))
          : await verifyFile(file, options.head)
      tell(deps, options, verdict)
    })
}

const withTimes = (command: Command): Command =>
  command
    .option('--from <time>', 'from this time on: ISO 8601, or milliseconds since 1970', moment)
    .option('--until <time>', 'before this time', moment)

const logOf = ({ ofDomain }: LogOptions): AuditOf => (ofDomain ? 'domain' : 'project')

/** Without the members that were not given. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

function moment(text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (!Number.isSafeInteger(ms) || ms < 0)
    throw new InvalidArgumentError('It must be a time like 2026-11-24T08:00:00Z, or milliseconds since 1970.')
  return ms
}

function headHash(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('It must be 64 hex digits.')
  return text
}

function tell(deps: CliDeps, options: JsonOption, verdict: AuditVerdict): void {
  const { ok, entries, head, broken_at } = verdict
  if (ok || options.json)
    print(
      deps,
      options,
      verdict,
      () =>
        `${entries} ${entries === 1 ? 'entry is as it was' : 'entries are as they were'} written.${head ? `\nHead  ${head.hash}  (entry ${head.seq})` : ''}`,
    )
  if (ok) return
  throw new CliError(
    EXIT.failed,
    `The log is broken at entry ${broken_at}: it is changed, missing or out of place.`,
    'What stands before it is as it was written. Compare with an earlier export, and look who could write to the data folder.',
  )
}

function readable({ entries, total, page, page_size }: AuditList, width: number): string {
  const foot = `${total} ${total === 1 ? 'request' : 'requests'}, page ${page} of ${Math.max(1, Math.ceil(total / page_size))}`
  if (entries.length === 0) return foot
  const table = renderTable(
    [
      { title: 'SEQ', align: 'right' },
      { title: 'TIME' },
      { title: 'USER', shrinks: true },
      { title: 'FROM' },
      { title: 'OPERATION' },
      { title: 'ANSWER' },
      { title: 'TARGETS', shrinks: true },
    ],
    entries.map(row),
    width,
  )
  return `${table}\n\n${foot}`
}

const row = ({ seq, at, user, from, operation, targets, answer }: AuditItem): string[] => [
  String(seq),
  shownTime(at),
  user.name,
  from,
  operation,
  answer ? [answer.status, answer.error_code].filter(Boolean).join(' ') : 'none',
  [...targets, ...(answer?.made ?? [])].join(' '),
]
