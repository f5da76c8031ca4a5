/** What every SignInFailureStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenStores, onStores } from './conformance-kit.js'

/** Registers the suite; `name` says which adapter is under test. */
export function signInFailureStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: wrong passwords are kept by key, the newest word on each`, () =>
    onStores(open, async ({ identity: { signInFailures } }) => {
      assert.equal(await signInFailures.find('a'), undefined)
      await signInFailures.put({ key: 'a', count: 1, at: 10 })
      await signInFailures.put({ key: 'a', count: 2, at: 20 })
      await signInFailures.put({ key: 'b', count: 1, at: 15 })
      assert.deepEqual(await signInFailures.find('a'), { key: 'a', count: 2, at: 20 })
      await signInFailures.remove('a')
      await signInFailures.remove('a')
      assert.equal(await signInFailures.find('a'), undefined)
      assert.equal((await signInFailures.find('b'))?.count, 1)
    }))

  test(`${name}: old wrong passwords go, and beyond a number the oldest`, () =>
    onStores(open, async ({ identity: { signInFailures } }) => {
      for (const at of [10, 20, 30, 40]) await signInFailures.put({ key: `at ${at}`, count: 1, at })
      const left = async () =>
        (await Promise.all([10, 20, 30, 40].map((at) => signInFailures.find(`at ${at}`)))).map((f) => f?.at)
      await signInFailures.prune(10, 9)
      assert.deepEqual(await left(), [undefined, 20, 30, 40])
      await signInFailures.prune(0, 2)
      assert.deepEqual(await left(), [undefined, undefined, 30, 40])
    }))
}
