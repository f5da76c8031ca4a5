/** What every RoleStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role, RoleAssignment } from '../identity/roles.js'
import { type OpenStores, onStores } from './conformance-kit.js'
import type { IdentityStore } from './identity-store.js'

const on = (userId: string, scope: RoleAssignment['scope'], scopeId: string, role: Role): RoleAssignment => ({
  userId,
  scope,
  scopeId,
  role,
})
const page = { offset: 0, limit: 10 }

/** Two domains with a project and a user each. */
async function twoTenants(identity: IdentityStore): Promise<void> {
  for (const name of ['acme', 'blue']) {
    const [domainId, domainName] = [`d-${name}`, name]
    await identity.createDomain(domainId, name)
    await identity.createUser({ id: `u-${name}`, name: 'ada', domainId, domainName, passwordHash: '$' })
    await identity.createProject({
      id: `p-${name}`,
      name: 'yard',
      description: '',
      domainId,
      domainName,
      enabled: true,
    })
  }
}

/** Registers the suite; `name` says which adapter is under test. */
export function roleStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a role is given once however often, found, and taken away once`, () =>
    onStores(open, async ({ identity }) => {
      await twoTenants(identity)
      const { roles } = identity
      const [viewer, admin] = [
        on('u-acme', 'project', 'p-acme', 'viewer'),
        on('u-acme', 'domain', 'd-acme', 'admin'),
      ]
      for (const one of [viewer, viewer, admin]) await roles.grant(one)
      assert.deepEqual(await roles.ofUser('u-acme'), [admin, viewer])
      assert.deepEqual(await roles.ofUser('u-blue'), [])
      assert.equal(await roles.has(viewer), true)
      assert.equal(await roles.has({ ...viewer, role: 'admin' }), false)
      assert.equal(await roles.revoke({ ...viewer, scopeId: 'p-blue' }), false)
      assert.equal(await roles.revoke(viewer), true)
      assert.equal(await roles.revoke(viewer), false)
      assert.deepEqual(await roles.ofUser('u-acme'), [admin])
    }))

  test(`${name}: no role is given to a user, or on a domain or project, that is not there`, () =>
    onStores(open, async ({ identity }) => {
      await twoTenants(identity)
      for (const gone of [
        on('u-gone', 'project', 'p-acme', 'viewer'),
        on('u-acme', 'project', 'd-acme', 'viewer'),
        on('u-acme', 'domain', 'd-gone', 'admin'),
      ])
        await assert.rejects(identity.roles.grant(gone))
      assert.deepEqual(await identity.roles.ofUser('u-acme'), [])
    }))

  test(`${name}: assignments are listed with names, filtered, within reach, and in pages`, () =>
    onStores(open, async ({ identity }) => {
      await twoTenants(identity)
      const { roles } = identity
      await roles.grant(on('u-acme', 'domain', 'd-acme', 'admin'))
      await roles.grant(on('u-acme', 'project', 'p-blue', 'viewer'))
      await roles.grant(on('u-blue', 'project', 'p-blue', 'operator'))
      const blue = { id: 'd-blue', name: 'blue' }
      const { assignments } = await roles.list({ ...page, userId: 'u-acme', scope: 'project' })
      assert.deepEqual(assignments, [
        {
          ...on('u-acme', 'project', 'p-blue', 'viewer'),
          userName: 'ada',
          userDomain: { id: 'd-acme', name: 'acme' },
          scopeName: 'yard',
          scopeDomain: blue,
        },
      ])
      const found = async (filter: Partial<Parameters<typeof roles.list>[0]>) => {
        const { assignments: all, total } = await roles.list({ ...page, ...filter })
        return [total, ...all.map((a) => `${a.userDomain.name} ${a.role}`)]
      }
      assert.deepEqual(await found({}), [3, 'acme admin', 'acme viewer', 'blue operator'])
      assert.deepEqual(await found({ scopeId: 'p-blue', role: 'operator' }), [1, 'blue operator'])
      assert.deepEqual(await found({ within: { userId: 'u-blue', domainIds: [] } }), [1, 'blue operator'])
      assert.deepEqual(await found({ within: { userId: 'u-x', domainIds: ['d-blue'] } }), [
        2,
        'acme viewer',
        'blue operator',
      ])
      assert.deepEqual(await found({ offset: 1, limit: 1 }), [3, 'acme viewer'])
    }))

  test(`${name}: the roles of a user, a project and a domain go with them`, () =>
    onStores(open, async ({ identity }) => {
      await twoTenants(identity)
      const { roles } = identity
      await roles.grant(on('u-acme', 'domain', 'd-blue', 'viewer'))
      await roles.grant(on('u-acme', 'project', 'p-blue', 'viewer'))
      await roles.grant(on('u-blue', 'project', 'p-acme', 'viewer'))
      await identity.removeProject('p-blue')
      await identity.removeUser('u-blue')
      assert.equal((await roles.list(page)).total, 1)
      await identity.removeDomain('d-blue')
      assert.deepEqual(await roles.ofUser('u-acme'), [])
    }))
}
