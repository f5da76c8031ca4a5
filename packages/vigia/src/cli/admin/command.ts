/** What all commands below `vigia admin` share: sign-in without a project, text or JSON. */
import type { Operators } from '@vigia/sdk'
import type { Command } from 'commander'
import { connectOperator, type SignInOptions, withSignIn } from '../connection.js'
import type { CliDeps } from '../deps.js'
import { columnsOf, type JsonOption, print, withJson } from '../output.js'
import { type Column, renderTable } from '../table.js'

export type AdminOptions = SignInOptions & JsonOption

export const adminCommand = (parent: Command, name: string, means: string): Command =>
  withJson(withSignIn(parent.command(name).description(means)))

export const operatorsOf = (deps: CliDeps, options: AdminOptions): Promise<Operators> =>
  connectOperator(deps, options)

/** @param text said to people; programs get the document */
export const say = (deps: CliDeps, options: AdminOptions, document: unknown, text: string): void =>
  print(deps, options, document, () => text)

/** @param what the rows are, for when there is none */
export function list<T>(
  deps: CliDeps,
  options: AdminOptions,
  what: string,
  rows: readonly T[],
  columns: readonly (Column & { of: (row: T) => string })[],
): void {
  print(deps, options, rows, () =>
    rows.length === 0
      ? `0 ${what}`
      : renderTable(
          columns,
          rows.map((row) => columns.map(({ of }) => of(row))),
          columnsOf(deps.stdout),
        ),
  )
}
