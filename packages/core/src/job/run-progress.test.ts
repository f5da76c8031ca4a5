import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareKeys, inputKey } from './run-progress.js'

test('keys are in the order of their UTF-8 bytes', () => {
  const keys = ['', 'a', 'a-', 'a/', 'a/1', 'a0', 'aa', 'b', 'ä', '\uff61', '\u{1f600}', '\u{1f600}a']
  const bytes = (one: string, two: string) => Buffer.compare(Buffer.from(one), Buffer.from(two))
  for (const one of keys)
    for (const two of keys)
      assert.equal(Math.sign(compareKeys(one, two)), Math.sign(bytes(one, two)), `${one} ${two}`)
})

test('the objects of another bucket or folder are other objects', () => {
  const of = (bucket: string, path: string) => inputKey({ type: 'obs', bucket, path })
  assert.equal(new Set([of('a', 'b/c'), of('a', 'c'), of('b', 'b/c')]).size, 3)
})
