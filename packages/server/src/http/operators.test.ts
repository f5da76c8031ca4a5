/** Domains, users and roles as operators make, change and delete them, and what each change ends at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { otherDomain, person, signInAs, tokenOf } from './people.testing.js'
import { makeKey, signedCall } from './signed-call.testing.js'
import { PASSWORD, type TestApp, testApp } from './test-app.js'

const NOW = Date.UTC(2026, 10, 24, 8)
const NEVER = 'e'.repeat(32)
let t: TestApp
let platform: string
before(async () => {
  t = await testApp()
  platform = (await t.stores.identity.domain({ name: 'vigia' }))!.id
})
after(() => t.close())

const jobs = (token: string, project = t.projectId) => t.call('GET', `/v2/${project}/tasks`, undefined, token)
const grant = (scope: string, user: string, role: string, method: 'PUT' | 'GET' | 'DELETE' = 'PUT') =>
  t.call(method, `/v3/${scope}/users/${user}/roles/${role}`)

test('from a new domain to a viewer who sees the jobs of one project', async () => {
  const domain = (await t.call('POST', '/v3/domains', { domain: { name: 'acme' } })).body.domain
  assert.deepEqual([domain.name, domain.enabled, domain.description], ['acme', true, ''])
  const made = async (kind: string, body: object) => {
    const answer = await t.call('POST', `/v3/${kind}s`, { [kind]: body })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body[kind]
  }
  const project = await made('project', { name: 'yard', domain_id: domain.id })
  const user = await made('user', { name: 'ada@acme.example', password: PASSWORD, domain_id: domain.id })
  assert.equal(user.password, undefined)
  assert.equal((await signInAs(t, user.id, project.id)).status, 401, 'no role, no project')
  assert.equal((await grant(`projects/${project.id}`, user.id, 'viewer')).status, 204)
  assert.equal((await grant(`projects/${project.id}`, user.id, 'viewer')).status, 204, 'again is no fault')
  const signedIn = await signInAs(t, user.id, project.id)
  assert.deepEqual(signedIn.body.token.roles, [{ id: 'viewer', name: 'viewer' }])
  assert.deepEqual(signedIn.body.token.project.domain, { id: domain.id, name: 'acme' })
  const token = String(signedIn.headers['x-subject-token'])
  assert.equal((await jobs(token, project.id)).status, 200)
  const seen = (await t.call('GET', '/v3/projects', undefined, token)).body.projects
  assert.deepEqual(
    seen.map((p: { name: string }) => p.name),
    ['yard'],
  )
})

test('the platform shows its admin everything, and lets him work only where he has a role', async () => {
  const { project } = await otherDomain(t, 'tenant')
  const { projects } = (await t.call('GET', '/v3/projects')).body
  assert.ok(projects.some(({ id }: { id: string }) => id === project))
  const admin = (await t.stores.identity.userByName('admin', { name: 'vigia' }))!
  assert.equal((await signInAs(t, admin.id, project)).status, 401)
  const auth = (await t.call('GET', '/v3/auth/projects')).body.projects
  assert.ok(!auth.some(({ id }: { id: string }) => id === project))
})

test('a role that is taken away ends at once what a token and a key could do, and is told like no project', async () => {
  const bob = await person(t, 'bob', {
    roles: [['operator', 'project', t.projectId]],
    project: t.projectId,
  })
  const key = await makeKey(t, bob.token)
  const signed = () => signedCall(t, key, { path: `/v2/${t.projectId}/tasks`, at: NOW })
  assert.deepEqual([(await jobs(bob.token)).status, (await signed()).status], [200, 200])
  assert.equal((await grant(`projects/${t.projectId}`, bob.id, 'operator', 'GET')).status, 204)
  assert.equal((await grant(`projects/${t.projectId}`, bob.id, 'operator', 'DELETE')).status, 204)
  for (const { status, body } of [await jobs(bob.token), await signed()]) {
    assert.deepEqual([status, body.error_code], [401, 'VIAS.00010005'])
    assert.match(body.detail, /^project_id: the credentials are not for project/)
  }
  for (const method of ['GET', 'DELETE'] as const) {
    const gone = await grant(`projects/${t.projectId}`, bob.id, 'operator', method)
    assert.equal(gone.status, 404)
    assert.match(gone.body.error.message, /^role_id: user \w+ has not the role operator on project/)
  }
})

test('a user, and a domain, that is switched off: no sign-in, tokens and keys are worth nothing at once', async () => {
  const { domain, project } = await otherDomain(t, 'off')
  const eve = await person(t, 'eve', { domain, roles: [['viewer', 'domain', domain]], project })
  const key = await makeKey(t, eve.token)
  const signed = () => signedCall(t, key, { path: `/v2/${project}/tasks`, at: NOW })
  const all = async () => [
    (await jobs(eve.token, project)).status,
    (await signed()).status,
    (await signInAs(t, eve.id, project)).status,
  ]
  for (const [path, kind] of [
    [`/v3/users/${eve.id}`, 'user'],
    [`/v3/domains/${domain}`, 'domain'],
  ] as const) {
    assert.deepEqual(await all(), [200, 200, 201])
    const off = await t.call('PATCH', path, { [kind]: { enabled: false } })
    assert.deepEqual([off.status, off.body[kind].enabled], [200, false])
    assert.deepEqual(await all(), [401, 401, 401])
    assert.match((await signInAs(t, eve.id)).body.error.message, /switched off/)
    assert.equal((await signInAs(t, eve.id, project, 'wrong pass')).body.error.message.includes('off'), false)
    await t.call('PATCH', path, { [kind]: { enabled: true } })
  }
  assert.deepEqual(await all(), [200, 200, 201])
})

test('nobody works in a project of a domain that is switched off, not even with a role from another domain', async () => {
  const { domain, project } = await otherDomain(t, 'shut')
  const guest = await person(t, 'guest', { roles: [['viewer', 'project', project]], project })
  await t.call('PATCH', `/v3/domains/${domain}`, { domain: { enabled: false } })
  const { status, body } = await jobs(guest.token, project)
  assert.deepEqual([status, body.error_code], [401, 'VIAS.00010021'])
})

test('a new password ends the tokens of the user; the old one is asked for, and rules are told by name', async () => {
  const dan = await person(t, 'dan')
  const change = (body: object, id = dan.id, token = dan.token) =>
    t.call('POST', `/v3/users/${id}/password`, { user: body }, token)
  const wrong = await change({ original_password: 'wrong pass', password: 'a new password' })
  assert.deepEqual([wrong.status, wrong.body.error.message], [401, 'user.original_password: is wrong'])
  const short = await change({ original_password: PASSWORD, password: '1234567' })
  assert.match(short.body.error.message, /^user\.password: must NOT have fewer than 8 characters/)
  const foreign = await change({ original_password: PASSWORD, password: 'a new password' }, dan.id, t.token)
  assert.equal(foreign.status, 404)
  assert.equal((await change({ original_password: PASSWORD, password: 'a new password' })).status, 204)
  assert.equal((await t.call('GET', '/v3/projects', undefined, dan.token)).status, 401)
  assert.equal((await signInAs(t, dan.id)).status, 401)
  const again = await tokenOf(t, dan.id, undefined, 'a new password')
  await t.call('PATCH', `/v3/users/${dan.id}`, { user: { password: 'by the admin' } })
  assert.equal((await t.call('GET', '/v3/projects', undefined, again)).status, 401)
  assert.equal((await signInAs(t, dan.id, undefined, 'by the admin')).status, 201)
})

test('a password that an admin gives is not overwritten by whoever still knew the old one', async () => {
  const eve = await person(t, 'eve')
  const { changeUser } = t.stores.identity
  t.stores.identity.changeUser = async (...args) => {
    t.stores.identity.changeUser = changeUser
    await t.call('PATCH', `/v3/users/${eve.id}`, { user: { password: 'by the admin' } })
    return changeUser.apply(t.stores.identity, args)
  }
  const user = { original_password: PASSWORD, password: 'mine for good' }
  const { status, body } = await t.call('POST', `/v3/users/${eve.id}/password`, { user }, eve.token)
  assert.deepEqual(
    [status, body.error.message],
    [401, 'user.original_password: is not the password any more'],
  )
  assert.ok(await tokenOf(t, eve.id, undefined, 'by the admin'))
})

test('a stolen token is no way to guess the password', async () => {
  const ivy = await person(t, 'ivy')
  const guess = (original_password: string) =>
    t.call(
      'POST',
      `/v3/users/${ivy.id}/password`,
      { user: { original_password, password: 'mine now' } },
      ivy.token,
    )
  for (let i = 0; i < 5; i++) assert.equal((await guess('wrong pass')).status, 401)
  const held = await guess(PASSWORD)
  assert.deepEqual([held.status, held.headers['retry-after']], [429, '1'])
  assert.equal((await signInAs(t, ivy.id)).status, 429, 'tries count together')
})

test('no member of a body reaches where it has no business', async () => {
  const fay = await person(t, 'fay')
  const before = await t.stores.identity.userById(fay.id)
  const user = {
    passwordHash: 'x',
    password_hash: 'x',
    id: NEVER,
    domain_id: 'other',
    description: 'changed',
  }
  assert.equal((await t.call('PATCH', `/v3/users/${fay.id}`, { user })).status, 200)
  assert.deepEqual(await t.stores.identity.userById(fay.id), { ...before, description: 'changed' })
})

test('the last admin of the platform is neither deleted, nor switched off, nor robbed of the role', async () => {
  const fresh = await testApp()
  try {
    const { id } = (await fresh.stores.identity.userByName('admin', { name: 'vigia' }))!
    const role = `/v3/domains/${platform}/users/${id}/roles/admin`
    const attempts: [() => ReturnType<TestApp['call']>, RegExp][] = [
      [() => fresh.call('DELETE', `/v3/users/${id}`), /without an admin/],
      [() => fresh.call('PATCH', `/v3/users/${id}`, { user: { enabled: false } }), /without an admin/],
      [() => fresh.call('DELETE', role), /without an admin/],
    ]
    for (const [attempt, message] of attempts) {
      const { status, body } = await attempt()
      assert.equal(status, 409)
      assert.match(body.error.message, message)
    }
    for (const [method, body] of [
      ['PATCH', { domain: { enabled: false } }],
      ['PATCH', { domain: { name: 'renamed' } }],
      ['DELETE', undefined],
    ] as const)
      assert.equal((await fresh.call(method, `/v3/domains/${platform}`, body)).status, 403)
    const deputy = await person(fresh, 'deputy', { roles: [['admin', 'domain', platform]] })
    const both = await Promise.all([
      fresh.call('DELETE', `/v3/users/${id}`),
      fresh.call('DELETE', `/v3/users/${deputy.id}`, undefined, deputy.token),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409], 'one of the two is left')
  } finally {
    await fresh.close()
  }
})

test('an admin of a domain reaches its users and projects, and no others', async () => {
  const { domain, project, admin } = await otherDomain(t, 'reach')
  const { id: root } = (await t.stores.identity.userByName('admin', { name: 'vigia' }))!
  const as = (method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
    t.call(method, path, body, admin.token)
  const mate = await as('POST', '/v3/users', { user: { name: 'mate', password: PASSWORD } })
  assert.deepEqual([mate.status, mate.body.user.domain_id], [201, domain])
  const users = (await as('GET', '/v3/users')).body.users
  assert.deepEqual(
    users.map(({ name }: { name: string }) => name),
    ['admin', 'mate'],
  )
  assert.deepEqual((await as('GET', `/v3/users?domain_id=${platform}`)).body.users, [])
  for (const id of [root, NEVER]) {
    assert.equal((await as('GET', `/v3/users/${id}`)).status, 404)
    assert.equal((await as('PATCH', `/v3/users/${id}`, { user: { enabled: false } })).status, 404)
    assert.equal((await as('DELETE', `/v3/users/${id}`)).status, 404)
    assert.equal((await as('PUT', `/v3/projects/${project}/users/${id}/roles/viewer`)).status, 404)
  }
  for (const id of [t.projectId, NEVER])
    assert.equal((await as('PUT', `/v3/projects/${id}/users/${admin.id}/roles/admin`)).status, 404)
  assert.equal((await as('PUT', `/v3/domains/${platform}/users/${admin.id}/roles/admin`)).status, 404)
  const elsewhere = { user: { name: 'x', password: PASSWORD, domain_id: platform } }
  const { status, body } = await as('POST', '/v3/users', elsewhere)
  assert.equal(status, 400)
  assert.match(body.error.message, /^user\.domain_id: there is no domain \w+ that you administer/)
  assert.equal((await as('POST', '/v3/domains', { domain: { name: 'mine' } })).status, 403)
})

test('roles on a domain are for its users and the platform’s: whoever resets their passwords must not become its admin', async () => {
  const [{ admin }, { domain }] = [await otherDomain(t, 'sly'), await otherDomain(t, 'prey')]
  for (const id of [platform, domain]) {
    const { status, body } = await grant(`domains/${id}`, admin.id, 'admin')
    assert.equal(status, 403)
    assert.match(
      body.error.message,
      /^user_id: a role on a domain is for its own users and those of domain vigia/,
    )
  }
  const envoy = await person(t, 'envoy')
  assert.equal((await grant(`domains/${domain}`, envoy.id, 'admin')).status, 204)
})

test('a domain and a project are deleted when nothing is in them any more', async () => {
  const { domain, project, admin } = await otherDomain(t, 'gone')
  const full = await t.call('DELETE', `/v3/domains/${domain}`)
  assert.deepEqual(
    [full.status, full.body.error.message],
    [409, 'domain: still holds users (1), projects (1); delete these first'],
  )
  assert.equal((await t.call('DELETE', `/v3/users/${admin.id}`)).status, 204)
  assert.equal((await jobs(admin.token, project)).status, 401)
  assert.equal((await t.call('DELETE', `/v3/projects/${project}`)).status, 204)
  assert.equal((await t.call('DELETE', `/v3/domains/${domain}`)).status, 204)
  assert.equal((await t.call('GET', `/v3/domains/${domain}`)).status, 404)
})

test('assignments are listed with names and filters; a plain user sees only the own ones', async () => {
  const { domain, project, admin } = await otherDomain(t, 'listed')
  const gil = await person(t, 'gil', { domain, roles: [['operator', 'project', project]], project })
  const list = async (query: string, token?: string) =>
    (await t.call('GET', `/v3/role_assignments${query}`, undefined, token)).body.role_assignments
  assert.deepEqual(await list(`?scope.project.id=${project}&include_names=True`), [
    {
      role: { id: 'operator', name: 'operator' },
      user: { id: gil.id, name: 'gil', domain: { id: domain, name: 'listed' } },
      scope: { project: { id: project, name: 'default', domain: { id: domain, name: 'listed' } } },
      links: {
        assignment: `http://localhost:80/v3/projects/${project}/users/${gil.id}/roles/operator`,
      },
    },
  ])
  const short = (all: { role: { id: string }; scope: object }[]) =>
    all.map(({ role, scope }) => [role.id, scope])
  const [onDomain, onProject] = [
    ['admin', { domain: { id: domain } }],
    ['operator', { project: { id: project } }],
  ]
  assert.deepEqual(short(await list('', gil.token)), [onProject])
  assert.deepEqual(short(await list('', admin.token)), [onDomain, onProject])
  assert.deepEqual(short(await list(`?scope.domain.id=${domain}&role.id=admin`)), [onDomain])
  assert.deepEqual(await list(`?user.id=${gil.id}&role.id=nothing`), [])
})

test('users are listed page by page', async () => {
  const { domain } = await otherDomain(t, 'paged')
  for (const name of ['c', 'b', 'a']) await person(t, name, { domain })
  const { body } = await t.call('GET', `/v3/users?domain_id=${domain}&page=2&per_page=3`)
  assert.deepEqual([body.users.map(({ name }: { name: string }) => name), body.links.next], [['c'], null])
  assert.match(body.links.previous, /page=1/)
})

test('a sign-in that is under way when the password changes gets no token', async () => {
  const hal = await person(t, 'hal')
  const { identity } = t.stores
  const put = identity.putToken.bind(identity)
  identity.putToken = async (...args) => {
    identity.putToken = put
    await t.call('PATCH', `/v3/users/${hal.id}`, { user: { password: 'another one' } })
    return put(...args)
  }
  assert.equal((await signInAs(t, hal.id)).status, 401)
})
