import assert from 'node:assert/strict'
import { test } from 'node:test'
import { otherDomain } from './people.testing.js'
import { secondProject, testApp } from './test-app.js'

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
    const { domainId } = (await fresh.stores.identity.userByName('admin', { name: 'vigia' }))!
    assert.deepEqual(await ids(`?parent_id=${domainId}&enabled=true&is_domain=false`), [
      fresh.projectId,
      projectId,
    ])
    assert.deepEqual(await ids('?parent_id=elsewhere'), [])
    assert.equal((await fresh.call('GET', '/v3/projects?per_page=5001')).status, 400)
  } finally {
    await fresh.close()
  }
})

test('pages of projects lead to each other and keep the filters', async () => {
  const fresh = await testApp()
  try {
    await secondProject(fresh)
    const links = async (query: string) => (await fresh.call('GET', `/v3/projects${query}`)).body.links
    const at = 'http://localhost:80/v3/projects'
    const url = (query: string): string => new URL(`${at}${query}`).href
    assert.deepEqual(await links(''), { self: url(''), next: null, previous: null })
    const first = await links('?enabled=true&per_page=1')
    assert.deepEqual(first, {
      self: url('?enabled=true&per_page=1'),
      next: url('?enabled=true&per_page=1&page=2'),
      previous: null,
    })
    const last = await links('?enabled=true&per_page=1&page=2')
    for (const page of ['1000001', '9'.repeat(300)]) {
      const { status, body } = await fresh.call('GET', `/v3/projects?page=${page}`)
      assert.deepEqual([status, body.error.message], [400, 'page: must be <= 1000000'])
    }
    assert.deepEqual([last.next, last.previous], [null, url('?enabled=true&per_page=1&page=1')])
  } finally {
    await fresh.close()
  }
})

test('the link of a project leads to it; it is renamed and described; one of another domain is not there', async () => {
  const fresh = await testApp()
  const patch = (id: string, project: object) =>
    fresh.app.inject({
      method: 'PATCH',
      url: `/v3/projects/${id}`,
      headers: { 'x-auth-token': fresh.token },
      payload: { project },
    })
  try {
    const { projectId } = await secondProject(fresh)
    const [, listed] = (await fresh.call('GET', '/v3/projects')).body.projects
    const shown = await fresh.call('GET', new URL(listed.links.self).pathname)
    assert.deepEqual([shown.status, shown.body], [200, { project: listed }])
    const renamed = await patch(projectId, { name: 'yard', description: 'behind' })
    assert.deepEqual(renamed.json().project, { ...listed, name: 'yard', description: 'behind' })
    assert.equal((await patch(projectId, { name: 'default' })).statusCode, 409)
    const wrong = await patch(projectId, { enabled: 'no' })
    assert.deepEqual(
      [wrong.statusCode, wrong.json().error.message],
      [400, 'project.enabled: must be boolean'],
    )
    const { admin } = await otherDomain(fresh)
    for (const id of [projectId, 'e'.repeat(32)]) {
      for (const [method, body] of [
        ['GET', undefined],
        ['PATCH', { project: { enabled: false } }],
        ['DELETE', undefined],
      ] as const) {
        const answer = await fresh.call(method, `/v3/projects/${id}`, body, admin.token)
        assert.equal(answer.status, 404)
        assert.match(answer.body.error.message, new RegExp(`^project_id: there is no project ${id} `))
      }
    }
    assert.equal((await fresh.stores.identity.project(projectId))?.enabled, true)
  } finally {
    await fresh.close()
  }
})
