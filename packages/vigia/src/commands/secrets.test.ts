/** `vigia secrets rotate` as a process, on a data folder in which a server has been. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { databaseFile, loadSecretKey, lockDataFolder, openSqliteStores, SecretBox } from '@vigia/server'
import { tempFolder } from '@vigia/testing'

const PROGRAM = fileURLToPath(new URL('../../bin/vigia.mjs', import.meta.url))

let folder: Awaited<ReturnType<typeof tempFolder>>
before(async () => {
  folder = await tempFolder()
  const box = new SecretBox(await loadSecretKey(folder.path, {}))
  await (await openSqliteStores(databaseFile(folder.path), box, { now: Date.now })).close()
})
after(() => folder.remove())

function rotate(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, 'secrets', 'rotate', ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...said }))
  })
}
const keyOf = async (name = 'secret.key') => (await readFile(join(folder.path, name), 'utf8')).trim()

test('it says which key there is now, where the old one lies, and shows neither', async () => {
  const old = await keyOf()
  const { code, out, err } = await rotate(['--data', folder.path])
  assert.equal(code, 0, err)
  const [, to, from] =
    /^\d+ secrets are sealed with key ([0-9a-f]{8}) now; before it was ([0-9a-f]{8})\.\n/.exec(out) ?? []
  assert.ok(to && from && to !== from)
  assert.ok(out.includes(`The old key lies in ${join(folder.path, `secret.key.${from}`)}: `))
  assert.equal(await keyOf(`secret.key.${from}`), old)
  assert.notEqual(await keyOf(), old)
  for (const key of [old, await keyOf()]) assert.ok(!out.includes(key) && !err.includes(key))
})

test('it prints JSON for programs, and takes the key of the environment', async () => {
  const given = randomBytes(32).toString('base64')
  const { code, out } = await rotate(['--json'], { VIGIA_DATA_DIR: folder.path, VIGIA_NEW_SECRET_KEY: given })
  assert.equal(code, 0)
  assert.equal(JSON.parse(out).to, new SecretBox(Buffer.from(given, 'base64')).keyId)
  assert.equal(await keyOf(), given)
})

test('it tells what keeps it from its work, and what to do', async () => {
  const lock = await lockDataFolder(folder.path)
  const busy = await rotate(['--data', folder.path])
  await lock.release()
  assert.equal(busy.code, 1)
  assert.match(busy.err, /^vigia: the data folder .* is in use by process \d+; stop it/)
  assert.match(busy.err, /what to do: Nothing was changed\./)
  await writeFile(join(folder.path, 'other'), '')
  const none = await rotate(['--data', join(folder.path, 'other')])
  assert.equal(none.code, 1)
  assert.doesNotMatch(none.err, /\n\s+at /)
})
