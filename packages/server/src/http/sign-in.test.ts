import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { person } from './people.testing.js'
import { PASSWORD, signIn, signInBody, type TestApp, testApp } from './test-app.js'

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

test('a user given by id signs in without a domain; wrong passwords by id and by name count together', async () => {
  const fresh = await testApp()
  try {
    const { id, domainId } = (await fresh.stores.identity.userByName('admin', { name: 'vigia' }))!
    const attempt = (user: object) =>
      fresh.call(
        'POST',
        '/v3/auth/tokens',
        { auth: { identity: { methods: ['password'], password: { user } } } },
        null,
      )
    const good = await attempt({ id, password: PASSWORD })
    assert.deepEqual([good.status, good.body.token.user.name], [201, 'admin'])
    const ways = [
      { id },
      { name: 'admin', domain: { name: 'vigia' } },
      { name: 'admin', domain: { id: domainId } },
    ]
    for (let i = 0; i < 5; i++)
      assert.equal((await attempt({ ...ways[i % 3], password: 'wrong' })).status, 401)
    for (const way of ways) assert.equal((await attempt({ ...way, password: PASSWORD })).status, 429)
    const nobody = await attempt({ id: 'f'.repeat(32), password: 'wrong' })
    assert.deepEqual([nobody.status, nobody.body.error.message], [401, 'The username or password is wrong.'])
    const unnamed = await attempt({ password: 'x' })
    assert.equal(unnamed.status, 400)
    assert.match(unnamed.body.error.message, /^auth\.identity\.password\.user: id, or name with domain/)
  } finally {
    await fresh.close()
  }
})

test('a guesser at one address does not lock the user out at another', async () => {
  const fresh = await testApp()
  const from = (remoteAddress: string, password: string) =>
    fresh.app.inject({
      method: 'POST',
      url: '/v3/auth/tokens',
      payload: signInBody(undefined, password),
      remoteAddress,
    })
  try {
    for (let i = 0; i < 6; i++) await from('192.0.2.1', 'wrong')
    assert.equal((await from('192.0.2.1', PASSWORD)).statusCode, 429)
    assert.equal((await from('192.0.2.2', PASSWORD)).statusCode, 201)
    assert.equal((await from('192.0.2.1', PASSWORD)).statusCode, 429, 'his success frees nobody else')
  } finally {
    await fresh.close()
  }
})

test('oneself and the own domain are shown; others are not told from those who do not exist', async () => {
  const { id, domainId } = (await t.stores.identity.userByName('admin', { name: 'vigia' }))!
  const self = await t.call('GET', `/v3/users/${id}`)
  assert.deepEqual(self.body.user, {
    id,
    name: 'admin',
    domain_id: domainId,
    description: '',
    enabled: true,
    password_expires_at: '',
    links: { self: `http://localhost:80/v3/users/${id}` },
  })
  const ada = await person(t, 'ada')
  const [other, none] = await Promise.all(
    [id, 'f'.repeat(32)].map((one) => t.call('GET', `/v3/users/${one}`, undefined, ada.token)),
  )
  assert.equal(other?.status, 404)
  assert.equal(JSON.stringify(other?.body).replace(id, 'f'.repeat(32)), JSON.stringify(none?.body))
  const domains = await t.call('GET', '/v3/auth/domains', undefined, ada.token)
  assert.deepEqual(
    domains.body.domains.map((d: { id: string; name: string }) => [d.id, d.name]),
    [[domainId, 'vigia']],
  )
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

test('without X-Subject-Token there is nothing to look at', async () => {
  for (const method of ['GET', 'DELETE'] as const) {
    const { status, body } = await t.call(method, '/v3/auth/tokens')
    assert.deepEqual([status, body.error.message], [400, 'X-Subject-Token: is required'])
    const empty = await subject('', method)
    assert.equal(empty.statusCode, 400)
    assert.match(empty.json().error.message, /^X-Subject-Token: /)
  }
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
