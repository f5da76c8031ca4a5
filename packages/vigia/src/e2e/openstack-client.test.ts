/** Does Debian's `openstack`, a real Keystone client, sign in, look around and sign out? */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { tempFolder } from '@vigia/testing'
import { atEnd } from './testing/cleanup.js'
import { dataFolder, PASSWORD, startVigia } from './testing/vigia.js'

/** Python's start alone takes seconds on a busy machine. */
const CLIENT_MS = 60_000

interface Outcome {
  code: number
  out: string
  err: string
}

/**
 * @param home folder that is the client's own: it keeps a cache there
 * @returns runs the client; `change` overrides the environment by which it signs in
 */
function openstackAt(url: string, home: string) {
  return (args: string[], change: Record<string, string> = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env.PATH,
        HOME: home,
        NO_PROXY: '127.0.0.1',
        OS_AUTH_URL: `${url}/v3`,
        OS_IDENTITY_API_VERSION: '3',
        OS_USERNAME: 'admin',
        OS_PASSWORD: PASSWORD,
        OS_USER_DOMAIN_NAME: 'vigia',
        OS_PROJECT_NAME: 'default',
        OS_PROJECT_DOMAIN_NAME: 'vigia',
        ...change,
      }
      execFile('openstack', args, { env, timeout: CLIENT_MS }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
      )
    })
}

/** The server, and the client that signs in to it as its admin. */
async function setUp(t: TestContext) {
  const server = await startVigia(t, { dataDir: await dataFolder(t) })
  const home = await tempFolder()
  atEnd(t, () => home.remove())
  const openstack = openstackAt(server.url, home.path)
  const ok = async (args: string[], change?: Record<string, string>): Promise<string> => {
    const { code, out, err } = await openstack(args, change)
    assert.equal(code, 0, `${args.join(' ')}: ${err}`)
    return out
  }
  const json = async (args: string[], change?: Record<string, string>) =>
    JSON.parse(await ok([...args, '-f', 'json'], change))
  return { ...server, openstack, ok, json }
}

test('openstack: token issue, project list and show, own user, token revoke; a wrong password fails', async (t) => {
  const { url, projectId, client, openstack, ok, json } = await setUp(t)

  const token = await json(['token', 'issue'])
  assert.equal(token.project_id, projectId)
  const jobs = () =>
    fetch(`${url}/v1/${projectId}/infer/tasks`, {
      headers: { 'x-auth-token': token.id },
      // Of each call: between them the client starts again and again, seconds each time.
      signal: AbortSignal.timeout(30_000),
    })
  assert.equal((await jobs()).status, 200, 'the token opens the job operations')

  assert.deepEqual(await json(['project', 'list']), [{ ID: projectId, Name: 'default' }])
  const shown = await json(['project', 'show', 'default'])
  assert.deepEqual([shown.id, shown.enabled], [projectId, true])
  assert.deepEqual((await json(['user', 'show', token.user_id])).name, 'admin')
  const catalog = await json(['catalog', 'list'])
  assert.deepEqual(catalog.map((service: { Type: string }) => service.Type).sort(), ['identity', 'vias'])

  // Discovery at the bare address, the user by id, no project.
  const bare = { OS_AUTH_URL: url, OS_PROJECT_NAME: '', OS_PROJECT_DOMAIN_NAME: '' }
  const byId = { ...bare, OS_USERNAME: '', OS_USER_DOMAIN_NAME: '', OS_USER_ID: token.user_id }
  assert.equal((await json(['token', 'issue'], byId)).user_id, token.user_id)

  await ok(['token', 'revoke', token.id])
  const revoked = await jobs()
  assert.equal(revoked.status, 401)
  assert.equal(((await revoked.json()) as { error_code: string }).error_code, 'APIG.0301')

  const wrong = await openstack(['token', 'issue'], { OS_PASSWORD: 'wrong' })
  assert.notEqual(wrong.code, 0)
  assert.match(wrong.err, /username or password is wrong.*HTTP 401/)
  assert.equal((await client.jobs.list()).total, 0, 'another session goes on')
})

test('openstack: an operator makes domain, project and user, gives roles, changes and deletes them again', async (t) => {
  const { openstack, ok, json } = await setUp(t)
  const inAcme = ['--domain', 'acme']
  const names = (rows: { Name: string }[]) => rows.map(({ Name }) => Name)

  const domain = await json(['domain', 'create', 'acme', '--description', 'a tenant'])
  assert.deepEqual([domain.name, domain.description, domain.enabled], ['acme', 'a tenant', true])
  assert.deepEqual(names(await json(['domain', 'list'])), ['acme', 'vigia'])
  const project = await json(['project', 'create', ...inAcme, 'yard'])
  assert.equal(project.domain_id, domain.id)
  const user = await json(['user', 'create', ...inAcme, '--password', 'pass-word', 'ada'])
  assert.equal(user.domain_id, domain.id)
  assert.deepEqual(names(await json(['user', 'list', ...inAcme])), ['ada'])
  assert.deepEqual(names(await json(['role', 'list'])), ['viewer', 'operator', 'admin'])
  assert.equal((await json(['role', 'show', 'viewer'])).id, 'viewer')

  const role = ['--user', 'ada', '--user-domain', 'acme', '--project', 'yard', '--project-domain', 'acme']
  await ok(['role', 'add', ...role, 'viewer'])
  const assigned = await json(['role', 'assignment', 'list', '--user', user.id, '--names'])
  assert.deepEqual(
    assigned.map((row: Record<string, string>) => [row.Role, row.User, row.Project]),
    [['viewer', 'ada@acme', 'yard@acme']],
  )
  const asAda = {
    OS_USERNAME: 'ada',
    OS_PASSWORD: 'pass-word',
    OS_USER_DOMAIN_NAME: 'acme',
    OS_PROJECT_NAME: 'yard',
    OS_PROJECT_DOMAIN_NAME: 'acme',
  }
  assert.equal((await json(['token', 'issue'], asAda)).project_id, project.id)
  const refused = await openstack(['domain', 'create', 'mine'], asAda)
  assert.match(refused.err, /createDomain takes a platform admin.*HTTP 403/s)

  await ok(
    ['user', 'password', 'set', '--original-password', 'pass-word', '--password', 'pass-word-2'],
    asAda,
  )
  assert.notEqual((await openstack(['token', 'issue'], asAda)).code, 0)
  const anew = { ...asAda, OS_PASSWORD: 'pass-word-2' }
  await ok(['token', 'issue'], anew)
  await ok(['user', 'set', '--disable', user.id])
  assert.match((await openstack(['token', 'issue'], anew)).err, /switched off.*HTTP 401/s)
  await ok(['user', 'set', '--enable', '--description', 'back', user.id])
  await ok(['role', 'remove', ...role, 'viewer'])
  assert.notEqual((await openstack(['token', 'issue'], anew)).code, 0, 'no role, no project')

  await ok(['user', 'delete', user.id])
  await ok(['project', 'set', '--description', 'empty', project.id])
  await ok(['project', 'delete', project.id])
  await ok(['domain', 'set', '--disable', 'acme'])
  await ok(['domain', 'delete', 'acme'])
  assert.deepEqual(names(await json(['domain', 'list'])), ['vigia'])
})
