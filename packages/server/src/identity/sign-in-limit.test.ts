import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { forgetOldFailures, SignInLimit } from './sign-in-limit.js'

const HOUR = 3_600_000

async function open(file = ':memory:', secrets = new SecretBox(randomBytes(32))) {
  const clock = { at: 10 * HOUR, now: () => clock.at }
  const stores = await openSqliteStores(file, secrets, clock)
  const store = stores.identity.signInFailures
  return {
    clock,
    identity: stores.identity,
    store,
    limit: new SignInLimit(stores.identity, clock),
    close: () => stores.close(),
  }
}

async function fail(limit: SignInLimit, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await limit.failed(key)
}

test('wrong passwords: five are free, then waits double from 1 s to 5 min, and are forgotten after an hour', async () => {
  const { clock, limit, close } = await open()
  const waits: number[] = []
  for (let i = 0; i < 15; i++) {
    await limit.failed('a')
    waits.push(await limit.waitMs('a'))
    clock.at += waits.at(-1)!
    assert.equal(await limit.waitMs('a'), 0)
  }
  assert.deepEqual(waits.slice(0, 8), [0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000])
  assert.equal(waits.at(-1), 300_000)
  assert.equal(await limit.waitMs('b'), 0)
  clock.at += HOUR
  await limit.failed('a')
  assert.equal(await limit.waitMs('a'), 0)
  await close()
})

test('a restart forgives nothing, and neither user nor address can be read in the file', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-limit-'))
  t.after(() => rm(dir, { recursive: true }))
  const file = join(dir, 'vigia.db')
  const secrets = new SecretBox(randomBytes(32))
  const before = await open(file, secrets)
  await fail(before.limit, 'my-pa55word-in-the-wrong-field', 12)
  await before.close()
  const after = await open(file, secrets)
  assert.equal(await after.limit.waitMs('my-pa55word-in-the-wrong-field'), 128_000)
  await after.close()
  assert.ok(!(await readFile(file, 'latin1')).includes('pa55word'))
})

test('a clock set back never makes a wait longer than what it is for that many tries', async () => {
  const { clock, limit, close } = await open()
  await fail(limit, 'a', 20)
  clock.at -= 9 * HOUR
  assert.equal(await limit.waitMs('a'), 300_000)
  clock.at += 299_999
  assert.equal(await limit.waitMs('a'), 1)
  clock.at += 1
  assert.equal(await limit.waitMs('a'), 0)
  await limit.failed('a')
  assert.equal(await limit.waitMs('a'), 300_000, 'the count is not lost by it')
  await close()
})

test('success clears the count; what is older than an hour goes with the housekeeping', async () => {
  const { clock, identity, store, limit, close } = await open()
  await fail(limit, 'a', 9)
  await limit.succeeded('a')
  await limit.failed('a')
  assert.equal(await limit.waitMs('a'), 0)
  await store.put({ key: 'old', count: 3, at: clock.at - HOUR })
  await store.put({ key: 'new', count: 3, at: clock.at - HOUR + 1 })
  await forgetOldFailures(identity, clock)
  assert.deepEqual([await store.find('old'), (await store.find('new'))?.count], [undefined, 3])
  await close()
})

test('a flood of wrong passwords does not wait for the housekeeping', async () => {
  const { clock, store, limit, close } = await open()
  await store.put({ key: 'old', count: 3, at: clock.at - 2 * HOUR })
  await fail(limit, 'a', 1_000)
  assert.equal(await store.find('old'), undefined)
  await close()
})

test('tries of one key are looked at one after the other, also when one fails', async () => {
  const { limit, close } = await open()
  const order: string[] = []
  const step = (name: string, fails: boolean) =>
    limit.inTurn('a', async () => {
      order.push(`${name} begins`)
      await new Promise(setImmediate)
      order.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  const done = await Promise.allSettled([step('1', true), step('2', false)])
  assert.deepEqual(
    done.map((d) => d.status),
    ['rejected', 'fulfilled'],
  )
  assert.deepEqual(order, ['1 begins', '1 ends', '2 begins', '2 ends'])
  await close()
})
