/** Domains: tenants with users and projects of their own. */
import type { ChangeDomain, CreateDomain, DomainQuery } from '@vigia/contract'
import { type Domain, PLATFORM_DOMAIN } from '@vigia/core'
import { IdentityRefusal } from '../../identity/index.js'
import type { Actor, OperatorDeps } from './operator-deps.js'
import { domainInReach, reaches } from './reach.js'
import { checkEmpty, refusing } from './refusals.js'

/** Those that the actor belongs to, has a role on, or administers. */
export async function visibleDomains(
  { identity }: OperatorDeps,
  actor: Actor,
  { name, enabled }: DomainQuery = {},
): Promise<Domain[]> {
  const all = await identity.domains()
  return all.filter(
    (domain) =>
      isVisible(actor, domain) &&
      (name === undefined || domain.name === name) &&
      (enabled === undefined || domain.enabled === enabled),
  )
}

/** @throws IdentityRefusal missing */
export async function visibleDomain({ identity }: OperatorDeps, actor: Actor, id: string): Promise<Domain> {
  const domain = await identity.domain({ id })
  if (domain && isVisible(actor, domain)) return domain
  throw new IdentityRefusal('missing', `domain_id: there is no domain ${id} of yours`)
}

function isVisible(actor: Actor, { id }: Domain): boolean {
  const hasRole = actor.grants.some(({ scope, scopeId }) => scope === 'domain' && scopeId === id)
  return hasRole || actor.user.domainId === id || reaches(actor, id)
}

/** @throws IdentityRefusal conflict when the name is taken */
export async function createDomain(
  { identity, ids, log }: OperatorDeps,
  actor: Actor,
  { domain: { name, description = '', enabled = true } }: CreateDomain,
): Promise<Domain> {
  const id = ids.hex32()
  await refusing('domain', () => identity.createDomain(id, name, { description, enabled }))
  log.info({ domain: id, name, user: actor.user.name }, 'domain made')
  return (await identity.domain({ id }))!
}

/** @throws IdentityRefusal missing; forbidden for the platform's own domain; conflict when the name is taken */
export async function changeDomain(
  deps: OperatorDeps,
  actor: Actor,
  id: string,
  { domain: to }: ChangeDomain,
): Promise<Domain> {
  const { name } = await domainInReach(deps, actor, id)
  if (id === PLATFORM_DOMAIN.id && (to.enabled === false || (to.name !== undefined && to.name !== name)))
    throw new IdentityRefusal(
      'forbidden',
      'domain: the domain of the platform is neither renamed nor switched off',
    )
  await refusing('domain', () => deps.identity.changeDomain(id, to))
  deps.forgetSignedIn()
  deps.log.info({ domain: id, user: actor.user.name }, 'domain changed')
  return domainInReach(deps, actor, id)
}

/** @throws IdentityRefusal missing; forbidden for the platform's own domain; conflict while it holds users or projects */
export async function deleteDomain(deps: OperatorDeps, actor: Actor, id: string): Promise<void> {
  await domainInReach(deps, actor, id)
  if (id === PLATFORM_DOMAIN.id)
    throw new IdentityRefusal('forbidden', 'domain: the domain of the platform is not deleted')
  checkEmpty('domain', await deps.identity.removeDomain(id))
  deps.forgetSignedIn()
  deps.log.info({ domain: id, user: actor.user.name }, 'domain deleted')
}
