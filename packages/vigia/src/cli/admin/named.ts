/** What people name on the command line, by name or by id, as the server knows it. */
import type { DomainItem, ProjectItem, UserItem } from '@vigia/contract'
import type { Operators } from '@vigia/sdk'
import type { Command } from 'commander'
import { CliError, EXIT } from '../exit-codes.js'

export interface InDomain {
  inDomain?: string
}

export const withDomain = (command: Command, means: string): Command =>
  command.option('--in-domain <domain>', `name or id of ${means}`)

export async function domainNamed(operators: Operators, name: string): Promise<DomainItem> {
  return only('domain', name, fitting(await operators.domains(), name))
}

/** @param inDomain needed where several domains have a project of this name */
export async function projectNamed(
  operators: Operators,
  name: string,
  inDomain?: string,
): Promise<ProjectItem> {
  const domain = inDomain === undefined ? undefined : await domainNamed(operators, inDomain)
  const all = (await operators.projects()).filter((p) => domain === undefined || p.domain_id === domain.id)
  return only('project', name, fitting(all, name))
}

/** @param inDomain needed where several domains have a user of this name */
export async function userNamed(operators: Operators, name: string, inDomain?: string): Promise<UserItem> {
  const domain = inDomain === undefined ? undefined : await domainNamed(operators, inDomain)
  const all = await operators.users(domain === undefined ? {} : { domain_id: domain.id })
  return only('user', name, fitting(all, name))
}

/** An id is nobody else's name. */
function fitting<T extends { id: string; name: string }>(all: T[], name: string): T[] {
  const byId = all.filter(({ id }) => id === name)
  return byId.length > 0 ? byId : all.filter((one) => one.name === name)
}

function only<T>(kind: string, name: string, found: T[]): T {
  const [one] = found
  if (one && found.length === 1) return one
  throw one
    ? new CliError(
        EXIT.failed,
        `There are ${found.length} ${kind}s named ${name}.`,
        'Say which with --in-domain, or give the id.',
      )
    : new CliError(
        EXIT.failed,
        `There is no ${kind} ${name} that you may see.`,
        `See \`vigia admin ${kind}s list\` for what there is.`,
      )
}
