/** What every AccessKeyStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessKey } from './access-key-store.js'
import { type OpenStores, onStores } from './conformance-kit.js'
import type { IdentityStore } from './identity-store.js'

const key = (access: string, userId: string, createdAt: number): AccessKey => ({
  access,
  userId,
  secret: `secret of ${access}`,
  active: true,
  description: '',
  createdAt,
})

async function twoUsers(identity: IdentityStore): Promise<void> {
  await identity.createDomain('d', 'vigia')
  for (const id of ['ada', 'bob'])
    await identity.createUser({ id, name: id, domainId: 'd', domainName: 'vigia', passwordHash: '$' })
}

/** Registers the suite; `name` says which adapter is under test. */
export function accessKeyStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a key is found by its name with its secret, and listed with its user, oldest first`, () =>
    onStores(open, async ({ identity }) => {
      await twoUsers(identity)
      const [late, early, bobs] = [key('K1', 'ada', 2), key('K2', 'ada', 1), key('K3', 'bob', 1)]
      for (const one of [late, early, bobs]) assert.equal(await identity.keys.add(one, 9), true)
      assert.deepEqual(await identity.keys.find('K1'), late)
      assert.equal(await identity.keys.find('k1'), undefined)
      assert.deepEqual(await identity.keys.ofUser('ada'), [early, late])
      assert.deepEqual(await identity.keys.ofUser('nobody'), [])
    }))

  test(`${name}: a user has at most as many keys as allowed, also when all are asked for at once`, () =>
    onStores(open, async ({ identity }) => {
      await twoUsers(identity)
      const added = await Promise.all([1, 2, 3, 4].map((n) => identity.keys.add(key(`K${n}`, 'ada', n), 3)))
      assert.deepEqual(added, [true, true, true, false])
      assert.equal(await identity.keys.find('K4'), undefined)
      assert.equal(await identity.keys.add(key('K5', 'bob', 5), 3), true)
    }))

  test(`${name}: a key is switched off and on, described and removed`, () =>
    onStores(open, async ({ identity }) => {
      await twoUsers(identity)
      await identity.keys.add(key('K1', 'ada', 1), 9)
      await identity.keys.change('K1', { active: false })
      await identity.keys.change('K1', { description: 'for the gate' })
      await identity.keys.change('K1', {})
      const changed = { ...key('K1', 'ada', 1), active: false, description: 'for the gate' }
      assert.deepEqual(await identity.keys.find('K1'), changed)
      await identity.keys.change('K1', { active: true })
      assert.equal((await identity.keys.find('K1'))?.active, true)
      await identity.keys.remove('K1')
      await identity.keys.remove('K1')
      assert.equal(await identity.keys.find('K1'), undefined)
    }))
}
