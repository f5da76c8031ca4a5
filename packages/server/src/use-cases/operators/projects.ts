/** Projects: seen by those who have a role in them, made and changed by admins of their domain. */
import type { ChangeProject, CreateProject } from '@vigia/contract'
import { isPlatformAdmin, type Project, roleIn } from '@vigia/core'
import { IdentityRefusal } from '../../identity/index.js'
import type { Actor, OperatorDeps } from './operator-deps.js'
import { domainForNew, projectInReach } from './reach.js'
import { checkEmpty, refusing } from './refusals.js'

/** What freezing and thawing need. */
export type FreezeDeps = Pick<OperatorDeps, 'identity' | 'log' | 'forgetSignedIn' | 'wake'>

export async function visibleProjects(
  { identity }: Pick<OperatorDeps, 'identity'>,
  actor: Actor,
): Promise<Project[]> {
  return isPlatformAdmin(actor.grants) ? identity.projects() : identity.projectsOf(actor.user.id)
}

/** @throws IdentityRefusal missing, alike for a project of somebody else and for none */
export async function visibleProject(
  { identity }: Pick<OperatorDeps, 'identity'>,
  { grants }: Actor,
  id: string,
): Promise<Project> {
  const project = await identity.project(id)
  if (project && (isPlatformAdmin(grants) || roleIn(grants, project))) return project
  throw new IdentityRefusal('missing', `project_id: there is no project ${id} of yours`)
}

/** @throws IdentityRefusal invalid for a domain that the actor does not administer; conflict when the name is taken */
export async function createProject(
  deps: OperatorDeps,
  actor: Actor,
  { project: { name, description = '', domain_id, enabled = true } }: CreateProject,
): Promise<Project> {
  const domain = await domainForNew(deps, actor, 'project.domain_id', domain_id)
  const id = deps.ids.hex32()
  const project = { id, name, description, domainId: domain.id, domainName: domain.name, enabled }
  await refusing('project', () => deps.identity.createProject(project))
  deps.log.info({ project: id, name, user: actor.user.name }, 'project made')
  return (await deps.identity.project(id))!
}

/** @throws IdentityRefusal missing; conflict when the name is taken */
export async function changeProject(
  deps: OperatorDeps,
  actor: Actor,
  id: string,
  { project: to }: ChangeProject,
): Promise<Project> {
  await projectInReach(deps, actor, id)
  await refusing('project', () => deps.identity.changeProject(id, to))
  deps.forgetSignedIn()
  deps.log.info({ project: id, user: actor.user.name }, 'project changed')
  return projectInReach(deps, actor, id)
}

/** @throws IdentityRefusal missing; conflict while it holds jobs, batches, sources or groups */
export async function deleteProject(deps: OperatorDeps, actor: Actor, id: string): Promise<void> {
  await projectInReach(deps, actor, id)
  checkEmpty('project', await deps.identity.removeProject(id))
  deps.forgetSignedIn()
  deps.log.info({ project: id, user: actor.user.name }, 'project deleted')
}

/**
 * Its jobs become FROZEN; nothing can be made or changed in it until it is thawed.
 * @throws IdentityRefusal missing
 */
export async function freezeProject(
  deps: FreezeDeps,
  actor: Actor,
  id: string,
  reason = '',
): Promise<Project> {
  await projectInReach(deps, actor, id)
  await deps.identity.freeze(id, reason)
  return freezingChanged(deps, actor, id, 'project frozen')
}

/**
 * Its jobs go back to what they were, then the project is open.
 * @throws IdentityRefusal missing
 */
export async function thawProject(deps: FreezeDeps, actor: Actor, id: string): Promise<Project> {
  await projectInReach(deps, actor, id)
  await deps.identity.thaw(id)
  return freezingChanged(deps, actor, id, 'project is being thawed')
}

async function freezingChanged(deps: FreezeDeps, actor: Actor, id: string, what: string): Promise<Project> {
  deps.forgetSignedIn()
  deps.log.info({ project: id, user: actor.user.name }, what)
  deps.wake()
  return projectInReach(deps, actor, id)
}
