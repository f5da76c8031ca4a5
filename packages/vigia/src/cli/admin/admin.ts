/** `vigia admin …`: what operators of a domain or of the platform do. */
import type { Command } from 'commander'
import { addAudit } from '../audit.js'
import type { CliDeps } from '../deps.js'
import { addDomains } from './domains.js'
import { addFreezing } from './freezing.js'
import { addProjects } from './projects.js'
import { addQuotas } from './quotas.js'
import { addRoles } from './roles.js'
import { addUsers } from './users.js'

export function addAdmin(program: Command, deps: CliDeps): void {
  const admin = program
    .command('admin')
    .description('domains, projects, users, roles, quotas and the audit log, for operators')
  addDomains(admin, deps)
  addProjects(admin, deps)
  addUsers(admin, deps)
  addRoles(admin, deps)
  addQuotas(admin, deps)
  addFreezing(admin, deps)
  addAudit(admin, deps)
}
