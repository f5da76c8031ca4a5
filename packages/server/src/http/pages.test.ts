import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from './test-app.js'

let dir: string
let t: TestApp
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigia-test-'))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'index.html'), '<title>console</title>')
  await writeFile(join(dir, 'assets', 'app-1a2b.js'), 'export {}')
  t = await testApp({ deps: { consoleDir: dir } })
})
after(async () => {
  await t.close()
  await rm(dir, { recursive: true, force: true })
})

const page = (url: string, accept = 'text/html') => t.app.inject({ method: 'GET', url, headers: { accept } })

test('the console is at /, and at every page address it makes up', async () => {
  for (const url of ['/', '/jobs/0123?tab=results', '/index.html']) {
    const { statusCode, body, headers } = await page(url)
    assert.deepEqual([statusCode, body], [200, '<title>console</title>'], url)
    assert.match(String(headers['content-security-policy']), /^default-src 'self';/)
    assert.equal(headers['cache-control'], 'no-cache')
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
  }
  const asset = await page('/assets/app-1a2b.js', '*/*')
  assert.equal(asset.statusCode, 200)
  assert.match(String(asset.headers['cache-control']), /immutable/)
})

test('at / a Keystone client finds the version of the sign-in API, and a browser the console', async () => {
  const { statusCode, body, headers } = await page('/', 'application/json')
  assert.equal(statusCode, 300)
  assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
  const [version] = JSON.parse(body).versions.values
  assert.deepEqual([version.id, version.links[0].href], ['v3.14', 'http://localhost:80/v3/'])
  for (const accept of ['text/html,application/json;q=0.9', '*/*'])
    assert.equal((await page('/', accept)).body, '<title>console</title>', accept)
})

test('what is no page stays an error', async () => {
  assert.equal((await page('/assets/gone.js')).statusCode, 404)
  assert.equal((await page('/jobs/0123', 'application/json')).statusCode, 404)
  assert.equal((await page('/v2/x/nothing')).statusCode, 500)
  assert.equal((await page('/v3.0/nothing')).statusCode, 404)
  assert.equal((await page('/../../etc/passwd')).body, '<title>console</title>')
})

test('the API reference needs nothing from elsewhere', async () => {
  const { statusCode, body, headers } = await page('/docs')
  assert.equal(statusCode, 200)
  assert.doesNotMatch(body, /(src|href)="(https?:)?\/\//)
  const policy = String(headers['content-security-policy'])
  assert.doesNotMatch(policy, /https?:/)
  const scripts = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
  assert.ok(scripts.length >= 3)
  for (const script of scripts) {
    const found = await page(new URL(script, 'http://localhost/docs/').pathname, '*/*')
    assert.equal(found.statusCode, 200, script)
  }
  assert.doesNotMatch(body, /<script>[^<]/, 'the policy forbids scripts within the page')
})

test('openapi.json describes every operation as OpenAPI 3.1', async () => {
  const { statusCode, body } = await page('/openapi.json', '*/*')
  assert.equal(statusCode, 200)
  const description = JSON.parse(body)
  assert.equal(description.openapi, '3.1.0')
  const ids: string[] = []
  for (const operations of Object.values<
    Record<string, { operationId: string; summary: string; responses: object }>
  >(description.paths)) {
    for (const { operationId, summary, responses } of Object.values(operations)) {
      assert.ok(summary, operationId)
      assert.ok(Object.keys(responses).length > 0, operationId)
      ids.push(operationId)
    }
  }
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(ids.length, 173)
  const list = description.paths['/v1/{project_id}/infer/tasks'].get
  assert.deepEqual(
    list.parameters.filter((p: { required: boolean }) => p.required).map((p: { name: string }) => p.name),
    ['project_id'],
  )
  assert.deepEqual(Object.keys(description.components.schemas), [
    'ErrorResponse',
    'GatewayError',
    'IdentityError',
    'StreamErrorResponse',
  ])
  assert.doesNotMatch(body, /def-\d/)
})

test('the committed openapi.json is current', async () => {
  const committed = await readFile(new URL('../../../../openapi.json', import.meta.url), 'utf8')
  const now = JSON.parse((await page('/openapi.json', '*/*')).body)
  assert.deepEqual(JSON.parse(committed), now, 'run `npm run openapi`')
})

test('healthz answers without a token', async () => {
  assert.deepEqual((await t.call('GET', '/healthz', undefined, null)).body, { status: 'ok' })
})
