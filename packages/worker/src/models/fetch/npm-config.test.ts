import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseSettings, readRegistryOptions } from './npm-config.js'

test('what is not set is left out', () => {
  const output =
    'registry=https://npm.example/a=b/\ncafile=null\nproxy=\nnoproxy=undefined\nstrict-ssl=true\nother=1\n'
  assert.deepEqual(Object.fromEntries(parseSettings(output)), {
    registry: 'https://npm.example/a=b/',
    'strict-ssl': 'true',
  })
})

test('a registry, a proxy and a certificate file are taken over, with npm and without it', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-npm-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const cafile = join(dir, 'ca.pem')
  await writeFile(cafile, 'certificates')
  const settings = {
    npm_config_registry: 'http://127.0.0.1:4873/',
    npm_config_https_proxy: 'http://127.0.0.1:3128/',
    npm_config_cafile: cafile,
    npm_config_strict_ssl: 'false',
  }
  for (const PATH of [process.env.PATH, dir]) {
    const found = await readRegistryOptions({ ...settings, PATH, HOME: dir })
    assert.equal(found.registry, 'http://127.0.0.1:4873/')
    assert.equal(found.httpsProxy, 'http://127.0.0.1:3128/')
    assert.equal(found.ca, 'certificates')
    assert.equal(found.strictSSL, false)
  }
})

test('a certificate file that cannot be read is named', async () => {
  const env = { PATH: '', npm_config_cafile: '/nowhere/ca.pem' }
  await assert.rejects(readRegistryOptions(env), /cafile names \/nowhere\/ca\.pem/)
})
