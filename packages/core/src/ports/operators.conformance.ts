/** What every IdentityStore must do for operators: domains, users and projects that change and go, quotas, freezing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QUOTAS } from '../identity/quotas.js'
import { PLATFORM_DOMAIN } from '../identity/roles.js'
import { BUILT_IN_PACKAGE_ID } from '../orders/packages.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  onStores,
  PROJECT,
  plainGroup,
  plainJob,
  plainSource,
} from './conformance-kit.js'
import { type IdentityStore, ProjectGone } from './identity-store.js'
import { LastAdmin } from './role-store.js'

const adminOf = (scopeId: string) => [{ scope: 'domain', scopeId, role: 'admin' }] as const

/** The platform with its admin, and a tenant with project and user. */
async function platform(identity: IdentityStore): Promise<void> {
  for (const { id, name } of [PLATFORM_DOMAIN, { id: 'd', name: 'acme' }]) {
    await identity.createDomain(id, name)
    const user = { id: `u-${name}`, name: 'admin', domainId: id, domainName: name, passwordHash: `$${name}` }
    await identity.createUser(user, adminOf(id))
    const project = { id: `p-${name}`, name: 'default', description: '', domainId: id, domainName: name }
    await identity.createProject({ ...project, enabled: true })
  }
}

/** Registers the suite; `name` says which adapter is under test. */
export function operatorsConformance(name: string, open: OpenStores): void {
  test(`${name}: a domain is described, renamed and switched off, which its users and projects show`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      await identity.changeDomain('d', { name: 'azure', description: 'skies', enabled: false })
      await identity.changeDomain('d', {})
      const [azure] = await identity.domains()
      assert.deepEqual(azure, { id: 'd', name: 'azure', description: 'skies', enabled: false })
      const [user, project] = [await identity.userById('u-acme'), await identity.project('p-acme')]
      assert.deepEqual([user?.domainName, user?.enabled, user?.domainEnabled], ['azure', true, false])
      assert.deepEqual(
        [project?.domainName, project?.enabled, project?.domainEnabled],
        ['azure', true, false],
      )
      await assert.rejects(identity.changeDomain('d', { name: 'vigia' }), /vigia/)
      await identity.createDomain('off', 'off', { description: 'later', enabled: false })
      assert.deepEqual(await identity.domain({ id: 'off' }), {
        id: 'off',
        name: 'off',
        description: 'later',
        enabled: false,
      })
    }))

  test(`${name}: users are listed by domain, name and whether they are on, in pages`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      const off = { id: 'u-off', name: 'off', domainId: 'd', domainName: 'acme', passwordHash: '$' }
      await identity.createUser({ ...off, description: 'left', enabled: false })
      const found = async (filter: Partial<Parameters<IdentityStore['users']>[0]>) => {
        const { users, total } = await identity.users({ offset: 0, limit: 10, ...filter })
        return [total, ...users.map(({ id }) => id)]
      }
      assert.deepEqual(await found({}), [3, 'u-acme', 'u-off', 'u-vigia'])
      assert.deepEqual(await found({ domainIds: ['d'], offset: 1 }), [2, 'u-off'])
      assert.deepEqual(await found({ enabled: false }), [1, 'u-off'])
      assert.deepEqual(await found({ name: 'admin', limit: 1 }), [2, 'u-acme'])
      assert.equal((await identity.userById('u-off'))?.description, 'left')
    }))

  test(`${name}: a new password ends the tokens of the user, and no sign-in with the old one gets a token`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      const token = { hash: 'h', userId: 'u-acme', projectId: undefined, issuedAt: 1, expiresAt: 2 }
      assert.equal(await identity.putToken(token, '$acme'), true)
      await identity.changeUser('u-acme', { description: 'no matter' })
      assert.notEqual(await identity.tokenByHash('h'), undefined)
      await identity.changeUser('u-acme', { passwordHash: '$new' })
      assert.equal(await identity.tokenByHash('h'), undefined)
      assert.equal(await identity.putToken(token, '$acme'), false)
      assert.equal(await identity.putToken(token, '$new'), true)
      assert.equal(await identity.changeUser('u-acme', { passwordHash: '$late' }, '$old'), false)
      assert.equal((await identity.userById('u-acme'))?.passwordHash, '$new')
      assert.equal(await identity.changeUser('u-acme', { passwordHash: '$next' }, '$new'), true)
      await identity.changeUser('u-acme', { enabled: false })
      assert.equal(await identity.putToken({ ...token, hash: 'i' }, '$next'), false)
    }))

  test(`${name}: somebody always is admin of the platform, also when two would go at once`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      const role = { userId: 'u-vigia', ...adminOf(PLATFORM_DOMAIN.id)[0] }
      const refused = [
        () => identity.removeUser('u-vigia'),
        () => identity.changeUser('u-vigia', { enabled: false }),
        () => identity.roles.revoke(role),
        () => identity.changeDomain(PLATFORM_DOMAIN.id, { enabled: false }),
      ]
      for (const attempt of refused) await assert.rejects(attempt, LastAdmin)
      assert.equal((await identity.userById('u-vigia'))?.enabled, true)
      assert.equal(await identity.roles.has(role), true)
      const { id, name: domainName } = PLATFORM_DOMAIN
      const second = { id: 'u-2', name: 'second', domainId: id, domainName, passwordHash: '$' }
      await identity.createUser(second, adminOf(id))
      const ends = await Promise.allSettled([
        identity.changeUser('u-vigia', { enabled: false }),
        identity.removeUser('u-2'),
      ])
      assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    }))

  test(`${name}: projects are those of a domain, of a user's roles, or all`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      const ids = (projects: { id: string }[]) => projects.map(({ id }) => id)
      assert.deepEqual(ids(await identity.projects()), ['p-acme', 'p-vigia'])
      assert.deepEqual(ids(await identity.projects('d')), ['p-acme'])
      assert.deepEqual(ids(await identity.projectsOf('u-acme')), ['p-acme'])
      await identity.roles.grant({
        userId: 'u-acme',
        scope: 'project',
        scopeId: 'p-vigia',
        role: 'viewer',
      })
      assert.deepEqual(ids(await identity.projectsOf('u-acme')), ['p-acme', 'p-vigia'])
      assert.deepEqual(await identity.projectsOf('nobody'), [])
    }))

  test(`${name}: nothing is deleted while something is in it`, () =>
    onStores(open, async ({ identity, jobs }) => {
      await platform(identity)
      await jobs.insert([plainJob(1, { projectId: 'p-acme' }), plainJob(2, { projectId: 'p-acme' })])
      assert.deepEqual(await identity.removeProject('p-acme'), { jobs: 2 })
      assert.deepEqual(await identity.removeDomain('d'), { users: 1, projects: 1 })
      assert.notEqual(await identity.project('p-acme'), undefined)
      for (const n of [1, 2]) await jobs.remove(plainJob(n).id)
      assert.deepEqual(await identity.removeProject('p-acme'), {})
      assert.equal(await identity.project('p-acme'), undefined)
      await identity.removeUser('u-acme')
      assert.deepEqual(await identity.removeDomain('d'), {})
      assert.equal(await identity.domain({ id: 'd' }), undefined)
    }))

  test(`${name}: what is about to be stored in a project that is deleted meanwhile is refused`, () =>
    onProjects(open, async ({ identity, jobs, video, orders }) => {
      assert.deepEqual(await identity.removeProject(PROJECT), {})
      const order = {
        id: hex32(1),
        packageId: BUILT_IN_PACKAGE_ID,
        streams: 1,
        from: 1,
        until: 2,
        creator: 'ada',
      }
      for (const store of [
        () => jobs.insert([plainJob(1)], { most: 9 }),
        () => video.addSource(plainSource(1), [], 9),
        () => video.addGroup(plainGroup(1), [], 9),
        () => orders.add({ ...order, projectId: PROJECT, state: 'active', createdAt: 1, updatedAt: 1 }),
      ])
        await assert.rejects(store, ProjectGone)
      assert.deepEqual(await jobs.find(plainJob(1).id), undefined)
      await jobs.insert([plainJob(2, { projectId: OTHER_PROJECT })], { most: 9 })
    }))

  test(`${name}: a quota is the default until it is set, and tells what is used`, () =>
    onStores(open, async ({ identity, jobs }) => {
      await platform(identity)
      assert.equal(await identity.quota('p-acme', 'jobs'), QUOTAS.jobs)
      await jobs.insert([plainJob(1, { projectId: 'p-acme' })])
      await identity.setQuotas('p-acme', { jobs: 0, groups: 7 })
      await identity.setQuotas('p-acme', { groups: 8 })
      assert.equal(await identity.quota('p-acme', 'jobs'), 0)
      assert.deepEqual(await identity.quotas('p-acme'), {
        jobs: { used: 1, limit: 0 },
        sources: { used: 0, limit: QUOTAS.sources },
        groups: { used: 0, limit: 8 },
        streams: { used: 0, limit: QUOTAS.streams },
        cameras: { used: 0, limit: QUOTAS.cameras },
        data_streams: { used: 0, limit: QUOTAS.data_streams },
      })
      assert.equal(await identity.quota('p-vigia', 'jobs'), QUOTAS.jobs)
    }))

  test(`${name}: a project is frozen and thawed; one that is frozen again while being thawed stays frozen`, () =>
    onStores(open, async ({ identity }) => {
      await platform(identity)
      const state = async () => {
        const project = await identity.project('p-acme')
        return [project?.frozen, project?.frozenReason]
      }
      await identity.thaw('p-acme')
      await identity.thawed('p-acme')
      assert.deepEqual(await state(), [0, ''])
      await identity.freeze('p-acme', 'not paid')
      await identity.thawed('p-acme')
      assert.deepEqual(await state(), [1, 'not paid'])
      await identity.thaw('p-acme')
      assert.deepEqual(await identity.frozenProjects(), [{ id: 'p-acme', frozen: 2 }])
      await identity.freeze('p-acme', 'again')
      await identity.thawed('p-acme')
      assert.deepEqual(await state(), [1, 'again'])
      await identity.thaw('p-acme')
      await identity.thaw('p-acme')
      await identity.thawed('p-acme')
      assert.deepEqual([await state(), await identity.frozenProjects()], [[0, ''], []])
    }))
}
