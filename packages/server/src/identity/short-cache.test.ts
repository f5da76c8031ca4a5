import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CACHE_MS, ShortCache } from './short-cache.js'

function fresh() {
  const clock = { at: 1_000_000, now: () => clock.at }
  const cache = new ShortCache<string>(clock)
  let reads = 0
  const read = (key = 'k') =>
    cache.get(key, async () => {
      reads++
      return `value of ${key}`
    })
  return { clock, cache, read, reads: () => reads }
}

test('the store is asked once in 5 s, also when the clock is set back', async () => {
  const { clock, read, reads } = fresh()
  for (let i = 0; i < 3; i++) assert.equal(await read(), 'value of k')
  assert.equal(reads(), 1)
  clock.at += CACHE_MS
  await read()
  assert.equal(reads(), 2)
  clock.at -= 3_600_000
  await read()
  assert.equal(reads(), 3, 'an entry from the future is not believed')
})

test('it holds 10,000 entries, the newest ones', async () => {
  const { read, reads } = fresh()
  for (let i = 0; i <= 10_000; i++) await read(String(i))
  await read('1')
  assert.equal(reads(), 10_001)
  await read('0')
  assert.equal(reads(), 10_002)
})

test('what is forgotten, one or all, is read again, and a read under way is not kept', async () => {
  const { cache, read, reads } = fresh()
  await read()
  cache.forget('k')
  await read()
  cache.forgetAll()
  const underWay = cache.get('other', async () => {
    cache.forget('other')
    return 'old'
  })
  assert.equal(await underWay, 'old')
  assert.equal(await read('other'), 'value of other')
  await read()
  assert.equal(reads(), 4)
})
