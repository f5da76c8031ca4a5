import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPlatformAdmin } from '@vigia/core'
import { SecretBox } from '../security/index.js'
import { openSqliteStores, type Stores } from '../store/index.js'
import { bootstrapIdentity, dropOldTokens, passwordMatches, TOKEN_LIFE_MS, Tokens } from './index.js'

async function onStore(
  work: (stores: Stores, clock: { at: number; now(): number }) => Promise<void>,
): Promise<void> {
  const clock = { at: 1_000_000, now: () => clock.at }
  const stores = await openSqliteStores(':memory:', new SecretBox(Buffer.alloc(32, 1)), clock)
  try {
    await work(stores, clock)
  } finally {
    await stores.close()
  }
}

let next = 1
const ids = { hex32: () => (next++).toString(16).padStart(32, '0') }

test('the first start makes an admin with the given password, once', () =>
  onStore(async ({ identity }) => {
    const first = await bootstrapIdentity({ identity, ids, adminPassword: 'given' })
    assert.deepEqual(
      [first.project.name, first.project.domainName, first.generatedPassword],
      ['default', 'vigia', undefined],
    )
    const again = await bootstrapIdentity({ identity, ids, adminPassword: 'another' })
    assert.deepEqual(again, first)
    const admin = await identity.userByName('admin', { name: 'vigia' })
    assert.match(admin?.passwordHash ?? '', /^\$argon2id\$/)
    assert.equal(await passwordMatches(admin?.passwordHash, 'given'), true)
    assert.equal(await passwordMatches(admin?.passwordHash, 'another'), false)
    assert.equal(await passwordMatches(undefined, 'given'), false)
  }))

test('the first user is admin of the platform; a start makes project default again when there is none', () =>
  onStore(async ({ identity }) => {
    const { project } = await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
    const admin = (await identity.userByName('admin', { name: 'vigia' }))!
    assert.equal(isPlatformAdmin(await identity.roles.ofUser(admin.id)), true)
    await identity.removeProject(project.id)
    const { project: again } = await bootstrapIdentity({ identity, ids })
    assert.deepEqual([again.name, again.id === project.id], ['default', false])
  }))

test('without a password one is made and told once', () =>
  onStore(async ({ identity }) => {
    const { generatedPassword } = await bootstrapIdentity({ identity, ids })
    assert.match(generatedPassword ?? '', /^[\w-]{16}$/)
    const admin = await identity.userByName('admin', { name: 'vigia' })
    assert.equal(await passwordMatches(admin?.passwordHash, generatedPassword!), true)
    assert.equal((await bootstrapIdentity({ identity, ids })).generatedPassword, undefined)
  }))

test('a first start that broke off at any step is taken up again', async () => {
  for (const step of ['createProject', 'createUser'] as const) {
    await onStore(async ({ identity }) => {
      const real = identity[step]
      identity[step] = async () => {
        throw new Error('power cut')
      }
      await assert.rejects(bootstrapIdentity({ identity, ids, adminPassword: 'x' }), /power cut/)
      identity[step] = real as never
      const { project } = await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
      assert.equal(project.name, 'default')
      assert.equal((await identity.projects(project.domainId)).length, 1)
    })
  }
})

test('a token is kept as its hash and ends after 24 hours', () =>
  onStore(async ({ identity }, clock) => {
    const { project } = await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
    const user = (await identity.userByName('admin', { name: 'vigia' }))!
    const tokens = new Tokens(identity, clock)
    const { token, row } = await tokens.issue(user, project)
    assert.match(row.hash, /^[0-9a-f]{64}$/)
    assert.notEqual(row.hash, token)
    assert.equal((await tokens.check(token))?.project?.id, project.id)
    assert.equal(await tokens.check(`${token}x`), undefined)
    clock.at += TOKEN_LIFE_MS
    assert.equal(await tokens.check(token), undefined)
  }))

test('a token that has ended is told from one that never was, for a day', () =>
  onStore(async ({ identity }, clock) => {
    await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
    const tokens = new Tokens(identity, clock)
    const { token } = await tokens.issue((await identity.userByName('admin', { name: 'vigia' }))!, undefined)
    assert.equal(await tokens.hasEnded(token), false)
    assert.equal(await tokens.hasEnded('another'), false)
    clock.at += TOKEN_LIFE_MS
    await dropOldTokens(identity, clock)
    assert.equal(await tokens.hasEnded(token), true)
    clock.at += TOKEN_LIFE_MS
    await dropOldTokens(identity, clock)
    assert.equal(await tokens.hasEnded(token), false)
  }))

test('a token revoked while it is being looked up is worth nothing right after', () =>
  onStore(async ({ identity }, clock) => {
    await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
    const tokens = new Tokens(identity, clock)
    const { token } = await tokens.issue((await identity.userByName('admin', { name: 'vigia' }))!, undefined)
    let goOn = (): void => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const real = identity.userById.bind(identity)
    identity.userById = async (id) => {
      await held
      return real(id)
    }
    const early = tokens.check(token)
    await tokens.revoke(token)
    goOn()
    await early
    assert.equal(await tokens.check(token), undefined)
  }))

test('a token revoked by another server is believed for 5 s at most', () =>
  onStore(async ({ identity }, clock) => {
    await bootstrapIdentity({ identity, ids, adminPassword: 'x' })
    const user = (await identity.userByName('admin', { name: 'vigia' }))!
    const [here, there] = [new Tokens(identity, clock), new Tokens(identity, clock)]
    const { token } = await here.issue(user, undefined)
    assert.ok(await here.check(token))
    await there.revoke(token)
    assert.equal(await there.check(token), undefined)
    assert.ok(await here.check(token))
    clock.at += 5_000
    assert.equal(await here.check(token), undefined)
  }))
