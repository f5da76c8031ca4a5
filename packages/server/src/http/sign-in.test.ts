import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PASSWORD, secondProject, signIn, signInBody, type TestApp, testApp } from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const authenticate = (body: unknown, query = '') => t.call('POST', `/v3/auth/tokens${query}`, body, null)
const subject = (token: string, method: 'GET' | 'DELETE' = 'GET', as = t.token) =>
  t.app.inject({
    method,
    url: '/v3/auth/tokens',
    headers: {
      'x-auth-token': as,
      'x-subject-token': token,
      ...(method === 'DELETE' ? { 'content-length': '0' } : {}),
    },
  })

test('discovery as python-openstackclient asks for it', async () => {
  for (const path of ['/v3', '/v3/']) {
    const { status, body } = await t.call('GET', path, undefined, null)
    assert.equal(status, 200)
    assert.equal(body.version.id, 'v3.14')
    assert.equal(body.version.status, 'stable')
    assert.deepEqual(body.version.links, [{ rel: 'self', href: 'http://localhost:80/v3/' }])
    assert.equal(body.version['media-types'][0].base, 'application/json')
  }
})

test('a token for a project by name and domain name, with a catalog that leads to the jobs', async () => {
  const { status, headers, body } = await authenticate(
    signInBody({ project: { name: 'default', domain: { name: 'vigia' } } }),
  )
  assert.equal(status, 201)
  assert.match(String(headers['x-subject-token']), /^[A-Za-z0-9_-]{43}$/)
  const { token } = body
  assert.deepEqual(
    [
      token.methods,
      token.issued_at,
      token.expires_at,
      token.user.name,
      token.user.domain.name,
      token.project.id,
      token.domain,
    ],
    [
      ['password'],
      '2026-11-24T08:00:00.000000Z',
      '2026-11-25T08:00:00.000000Z',
      'admin',
      'vigia',
      t.projectId,
      undefined,
    ],
  )
  assert.equal(token.roles.length, 1)
  const endpoints = Object.fromEntries(
    token.catalog.map((s: { type: string; endpoints: { interface: string; url: string }[] }) => [
      s.type,
      s.endpoints[0]?.url,
    ]),
  )
  assert.deepEqual(endpoints, {
    identity: 'http://localhost:80/v3',
    vias: `http://localhost:80/v1/${t.projectId}`,
  })
  const list = await t.call(
    'GET',
    `${new URL(endpoints.vias).pathname}/infer/tasks`,
    undefined,
    String(headers['x-subject-token']),
  )
  assert.equal(list.status, 200)
})

test('scopes: project by id, domain, none; nocatalog', async () => {
  assert.equal(
    (await authenticate(signInBody({ project: { id: t.projectId } }))).body.token.project.name,
    'default',
  )
  for (const scope of [{ domain: { name: 'vigia' } }, undefined]) {
    const { status, body, headers } = await authenticate(signInBody(scope))
    assert.deepEqual([status, body.token.project, body.token.domain.name], [201, undefined, 'vigia'])
    const list = await t.call(
      'GET',
      `/v2/${t.projectId}/tasks`,
      undefined,
      String(headers['x-subject-token']),
    )
    assert.deepEqual([list.status, list.body.error_code], [401, 'VIAS.00010005'], 'jobs need a project scope')
    assert.match(list.body.detail, /project as its scope/)
  }
  assert.deepEqual((await authenticate(signInBody(), '?nocatalog')).body.token.catalog, [])
})

test('the npm SDK signs in without scope, with the domain first and JSON content type on every call', async () => {
  const user = { domain: { name: 'vigia' }, name: 'admin', password: PASSWORD }
  const { status } = await authenticate({ auth: { identity: { methods: ['password'], password: { user } } } })
  assert.equal(status, 201)
  const projects = await t.app.inject({
    method: 'GET',
    url: '/v3/projects?name=default',
    headers: { 'x-auth-token': t.token, 'content-type': 'application/json' },
  })
  assert.equal(projects.statusCode, 200)
  assert.equal(projects.json().projects[0].id, t.projectId)
})

test('scopes of others and unknown ones are refused', async () => {
  for (const scope of [
    { project: { name: 'nothing' } },
    { project: { id: 'f'.repeat(32) } },
    { project: { name: 'default', domain: { name: 'other' } } },
    { domain: { name: 'other' } },
  ]) {
    const { status, body } = await authenticate(signInBody(scope))
    assert.deepEqual(
      [status, body.error.code, body.error.title],
      [401, 401, 'Unauthorized'],
      JSON.stringify(scope),
    )
  }
  assert.equal((await authenticate(signInBody({ project: {} }))).status, 400)
})

test('bodies that break the rules are refused in the shape of Keystone, naming the member', async () => {
  const cases: [unknown, RegExp][] = [
    [undefined, /^body: /],
    [{}, /^auth: is required/],
    [
      { auth: { identity: { methods: ['token'], password: {} } } },
      /^auth\.identity\.methods\[0\]: must be equal to constant/,
    ],
    [
      { auth: { identity: { methods: ['password'], password: { user: { name: 'a', domain: {} } } } } },
      /^auth\.identity\.password\.user\.password: is required/,
    ],
    [
      {
        auth: {
          identity: { methods: ['password'], password: { user: { name: 'a', password: 'b', domain: {} } } },
        },
      },
      /user\.domain: name or id/,
    ],
  ]
  for (const [body, message] of cases) {
    const answer = await authenticate(body)
    assert.equal(answer.status, 400)
    assert.match(answer.body.error.message, message)
    assert.equal(answer.body.error.title, 'Bad Request')
  }
})

test('a token can be looked at and revoked; then it is worth nothing', async () => {
  const token = await signIn(t, { project: { id: t.projectId } })
  const seen = await subject(token)
  assert.equal(seen.statusCode, 200)
  assert.equal(seen.headers['x-subject-token'], token)
  assert.equal(seen.json().token.project.id, t.projectId)
  assert.equal((await t.call('GET', `/v2/${t.projectId}/tasks`, undefined, token)).status, 200)
  const gone = await subject(token, 'DELETE', token)
  assert.deepEqual([gone.statusCode, gone.body], [204, ''])
  assert.equal((await t.call('GET', `/v2/${t.projectId}/tasks`, undefined, token)).status, 401)
  assert.equal((await subject(token, 'DELETE')).statusCode, 404, 'there is nothing left to revoke')
  const unknown = await subject(token)
  assert.equal(unknown.statusCode, 404)
  assert.match(unknown.json().error.message, /X-Subject-Token is invalid/)
})

test('missing, empty, wrong, overlong and ended tokens are refused as the gateway does it', async () => {
  const fresh = await testApp()
  try {
    for (const token of [null, '', 'wrong', 'x'.repeat(9_000)]) {
      const path = `/v1/${fresh.projectId}/infer/tasks`
      const { status, body, headers } = await fresh.call('GET', path, undefined, token)
      const { error_msg, ...rest } = body
      assert.equal(status, 401)
      assert.deepEqual(rest, { error_code: 'APIG.0301', request_id: headers['x-request-id'] })
      assert.match(error_msg, / X-Auth-Token: the (header is missing|token is unknown)/)
    }
    fresh.pass(24 * 3_600_000 - 1)
    assert.equal((await fresh.call('GET', `/v1/${fresh.projectId}/infer/tasks`)).status, 200)
    fresh.pass(1)
    const ended = await fresh.call('GET', `/v1/${fresh.projectId}/infer/tasks`)
    assert.deepEqual([ended.status, ended.body.error_code], [401, 'APIG.0307'], 'renew it')
    assert.deepEqual(Object.keys(ended.body), ['error_code', 'error_msg', 'request_id'])
    const listed = await fresh.call('GET', '/v3/projects')
    assert.deepEqual([listed.status, listed.body.error.code], [401, 401])
  } finally {
    await fresh.close()
  }
})

test('wrong password and unknown user get one answer; guessing is slowed down per user and address', async () => {
  const fresh = await testApp()
  const guess = (name: string, password: string) => {
    const body = signInBody(undefined, password)
    body.auth.identity.password.user.name = name
    return fresh.call('POST', '/v3/auth/tokens', body, null)
  }
  try {
    const [wrong, unknown] = [await guess('admin', 'wrong'), await guess('nobody', 'wrong')]
    assert.deepEqual(wrong.body, {
      error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
    })
    assert.deepEqual(unknown.body, wrong.body)
    const burst = await Promise.all(Array.from({ length: 20 }, () => guess('admin', 'wrong')))
    assert.deepEqual(burst.map((b) => b.status).sort(), [...Array(4).fill(401), ...Array(16).fill(429)])
    const held = await guess('admin', PASSWORD)
    assert.deepEqual([held.status, held.headers['retry-after']], [429, '1'])
    assert.equal((await guess('nobody', 'wrong')).status, 401, 'another name is not held up')
    fresh.pass(1_000)
    assert.equal((await guess('admin', PASSWORD)).status, 201)
    assert.equal((await guess('admin', 'wrong')).status, 401, 'success clears the count')
  } finally {
    await fresh.close()
  }
})

test('an operator makes projects; names are taken once; lists filter and page', async () => {
  const fresh = await testApp()
  try {
    const { projectId } = await secondProject(fresh)
    const twice = await fresh.call('POST', '/v3/projects', { project: { name: 'second' } })
    assert.deepEqual([twice.status, twice.body.error.title], [409, 'Conflict'])
    assert.equal((await fresh.call('POST', '/v3/projects', { project: { name: 'a b' } })).status, 400)
    assert.equal(
      (await fresh.call('POST', '/v3/projects', { project: { name: 'x', domain_id: 'f' } })).status,
      400,
    )
    assert.equal((await fresh.call('POST', '/v3/projects', { project: { name: 'x' } }, null)).status, 401)
    const ids = async (query: string, path = '/v3/projects') =>
      (await fresh.call('GET', `${path}${query}`)).body.projects.map((p: { id: string }) => p.id)
    assert.deepEqual(await ids(''), [fresh.projectId, projectId])
    assert.deepEqual(await ids('', '/v3/auth/projects'), [fresh.projectId, projectId])
    assert.deepEqual(await ids('?name=second'), [projectId])
    assert.deepEqual(await ids('?enabled=false'), [])
    assert.deepEqual(await ids('?is_domain=true'), [])
    assert.deepEqual(await ids('?domain_id=elsewhere'), [])
    assert.deepEqual(await ids('?page=2&per_page=1'), [projectId])
    assert.equal((await fresh.call('GET', '/v3/projects?per_page=5001')).status, 400)
  } finally {
    await fresh.close()
  }
})
