import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadSecretKey } from './secret-key.js'

async function tempFolder(t: { after(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-key-'))
  t.after(() => rm(dir, { recursive: true }))
  return dir
}

test('without a key one is made, for its owner only, and stays', async (t) => {
  const dir = await tempFolder(t)
  const made = await Promise.all([1, 2, 3].map(() => loadSecretKey(dir, {})))
  assert.equal(made[0]?.length, 32)
  for (const key of [...made, await loadSecretKey(dir, {})]) assert.deepEqual(key, made[0])
  assert.equal((await stat(join(dir, 'secret.key'))).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(dir), ['secret.key'])
})

test('a given key is taken and not written down', async (t) => {
  const dir = await tempFolder(t)
  const key = randomBytes(32)
  assert.deepEqual(await loadSecretKey(dir, { VIGIA_SECRET_KEY: key.toString('base64') }), key)
  assert.deepEqual(await readdir(dir), [])
})

test('a wrong key is refused with the remedy, and is not shown', async (t) => {
  const dir = await tempFolder(t)
  for (const given of [
    randomBytes(16).toString('base64'),
    'not base64 at all',
    randomBytes(33).toString('base64'),
  ]) {
    await assert.rejects(loadSecretKey(dir, { VIGIA_SECRET_KEY: given }), (error: Error) => {
      assert.match(error.message, /VIGIA_SECRET_KEY must be 32 bytes in base64.*openssl rand/)
      return !error.message.includes(given)
    })
  }
  await writeFile(join(dir, 'secret.key'), 'short\n')
  await assert.rejects(loadSecretKey(dir, {}), /secret\.key must be 32 bytes/)
})
