/** What every IdentityStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenStores, onStores } from './conformance-kit.js'
import type { IdentityStore, Project, User } from './identity-store.js'

const user = (id: string, name: string, domain: string): User => ({
  id,
  name,
  domainId: `${domain}-id`,
  domainName: domain,
  passwordHash: `$argon2id$${id}`,
  description: '',
  enabled: true,
  domainEnabled: true,
})
const project = (id: string, name: string, domain: string): Project => ({
  id,
  name,
  description: `about ${name}`,
  domainId: `${domain}-id`,
  domainName: domain,
  enabled: true,
  domainEnabled: true,
  frozen: 0,
  frozenReason: '',
})

async function twoDomains(identity: IdentityStore): Promise<void> {
  for (const domain of ['vigia', 'other']) {
    await identity.createDomain(`${domain}-id`, domain)
    await identity.createUser(user(`u-${domain}`, 'admin', domain))
    await identity.createProject(project(`p-${domain}`, 'default', domain))
  }
}

/** Registers the suite; `name` says which adapter is under test. */
export function identityStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: it is empty until the first user`, () =>
    onStores(open, async ({ identity }) => {
      assert.equal(await identity.isEmpty(), true)
      await twoDomains(identity)
      assert.equal(await identity.isEmpty(), false)
    }))

  test(`${name}: users are found by name within a domain, the domain by id or by name`, () =>
    onStores(open, async ({ identity }) => {
      await twoDomains(identity)
      const admin = user('u-other', 'admin', 'other')
      assert.deepEqual(await identity.userByName('admin', { name: 'other' }), admin)
      assert.deepEqual(await identity.userByName('admin', { id: 'other-id' }), admin)
      assert.equal(await identity.userByName('admin', { id: 'other-id', name: 'vigia' }), undefined)
      assert.equal(await identity.userByName('Admin', { name: 'other' }), undefined)
      assert.deepEqual(await identity.userById('u-other'), admin)
      assert.equal(await identity.userById('nobody'), undefined)
    }))

  test(`${name}: a domain is found by id or by name, and never by nothing`, () =>
    onStores(open, async ({ identity }) => {
      await twoDomains(identity)
      const other = { id: 'other-id', name: 'other', description: '', enabled: true }
      assert.deepEqual(await identity.domain({ id: 'other-id' }), other)
      assert.deepEqual(await identity.domain({ name: 'other' }), other)
      assert.equal(await identity.domain({ id: 'other-id', name: 'vigia' }), undefined)
      assert.equal(await identity.domain({}), undefined)
    }))

  test(`${name}: projects belong to their domain, and a name is free once per domain`, () =>
    onStores(open, async ({ identity }) => {
      await twoDomains(identity)
      const second = { ...project('p-2', 'another', 'vigia'), enabled: false }
      await identity.createProject(second)
      assert.deepEqual(await identity.projects('vigia-id'), [second, project('p-vigia', 'default', 'vigia')])
      assert.deepEqual(await identity.project('p-2'), second)
      assert.equal(await identity.project('p-3'), undefined)
      await assert.rejects(identity.createProject(project('p-3', 'default', 'vigia')), /default/)
      await assert.rejects(identity.createUser(user('u-3', 'admin', 'vigia')), /admin/)
      await assert.rejects(identity.createDomain('third-id', 'vigia'), /vigia/)
    }))

  test(`${name}: a project is renamed, described and switched off, never to a name that is taken`, () =>
    onStores(open, async ({ identity }) => {
      await twoDomains(identity)
      const second = project('p-2', 'second', 'vigia')
      await identity.createProject(second)
      await identity.changeProject('p-2', { enabled: false, description: '' })
      assert.deepEqual(await identity.project('p-2'), { ...second, enabled: false, description: '' })
      await identity.changeProject('p-2', { enabled: true, name: 'yard' })
      await identity.changeProject('p-2', {})
      assert.deepEqual(await identity.project('p-2'), { ...second, description: '', name: 'yard' })
      await assert.rejects(identity.changeProject('p-2', { name: 'default' }), /default/)
    }))

  test(`${name}: tokens are kept until they end or are dropped`, () =>
    onStores(open, async ({ identity }) => {
      await twoDomains(identity)
      const token = (hash: string, expiresAt: number, projectId?: string) => ({
        hash,
        userId: 'u-vigia',
        projectId,
        issuedAt: 1,
        expiresAt,
      })
      const { passwordHash } = user('u-vigia', 'admin', 'vigia')
      assert.equal(await identity.putToken(token('scoped', 2_000, 'p-vigia'), passwordHash), true)
      assert.equal(await identity.putToken(token('unscoped', 1_000), passwordHash), true)
      assert.deepEqual(await identity.tokenByHash('scoped'), token('scoped', 2_000, 'p-vigia'))
      assert.deepEqual(await identity.tokenByHash('unscoped'), token('unscoped', 1_000))
      await identity.dropExpiredTokens(1_000)
      assert.equal(await identity.tokenByHash('unscoped'), undefined)
      assert.notEqual(await identity.tokenByHash('scoped'), undefined)
      await identity.dropToken('scoped')
      await identity.dropToken('scoped')
      assert.equal(await identity.tokenByHash('scoped'), undefined)
    }))
}
