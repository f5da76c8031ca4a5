import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { type TestContext, test } from 'node:test'
import type { Keys } from '../deps.js'
import { realServer } from '../testing/real-server.js'
import { runVigia } from '../testing/run-vigia.js'

/** Types one answer after the other. */
class Typist extends EventEmitter implements Keys {
  readonly isTTY = true
  constructor(private readonly texts: string[]) {
    super()
  }
  resume(): void {
    this.emit('data', `${this.texts.shift()}\r`)
  }
  pause(): void {}
}

async function setUp(t: TestContext) {
  const { url, projectId } = await realServer(t)
  const env = { VIGIA_SERVER: url, VIGIA_PASSWORD: 'right', VIGIA_NEW_PASSWORD: 'pass-word' }
  const run = (...args: string[]) => runVigia(['admin', ...args], { env })
  const ok = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await run(...args)
    assert.deepEqual([code, err], [0, ''], args.join(' '))
    return out
  }
  const fails = async (exitCode: number, message: RegExp, ...args: string[]): Promise<void> => {
    const { code, err } = await run(...args)
    assert.equal(code, exitCode, err)
    assert.match(err, message)
    assert.match(err, /\n {2}what to do: .{5,}\n$/)
  }
  return { url, projectId, env, run, ok, fails }
}

test('from a new domain to a user who sees the jobs of its project, and back to nothing', async (t) => {
  const { url, ok } = await setUp(t)
  assert.match(
    await ok('domains', 'create', 'acme', '--description', 'tenant'),
    /^Domain acme is made: \w{32}\n$/,
  )
  assert.match(
    await ok('domains', 'list'),
    /^ID +NAME +STATE +DESCRIPTION\n\w{32} +acme +on +tenant\n\w{32} +vigia +on\n$/,
  )
  await ok('projects', 'create', 'yard', '--in-domain', 'acme')
  await ok('users', 'create', 'ada@acme.example', '--in-domain', 'acme')
  assert.match(await ok('projects', 'list'), /\n\w{32} +yard +acme +open\n/)
  assert.match(
    await ok('users', 'list', '--in-domain', 'acme'),
    /^ID .*\n\w{32} +ada@acme\.example +acme +on\n$/,
  )
  assert.equal(
    await ok('roles', 'grant', 'viewer', 'ada@acme.example', '--on-project', 'yard'),
    'User ada@acme.example is viewer of project yard.\n',
  )
  assert.match(
    await ok('roles', 'list', '--of', 'ada@acme.example'),
    /\nada@acme\.example +acme +viewer +project yard of domain acme\n$/,
  )
  const asAda = { VIGIA_SERVER: url, VIGIA_USER: 'ada@acme.example', VIGIA_PASSWORD: 'pass-word' }
  const jobs = () => runVigia(['jobs', 'list', '--domain', 'acme', '--project', 'yard'], { env: asAda })
  assert.equal((await jobs()).out, '0 jobs, page 1 of 1\n')
  const create = [
    'jobs',
    'create',
    'c-intrusiondetection-cloud',
    '--name',
    'gate',
    '--url',
    'rtsp://10.0.0.9/1',
  ]
  const refused = await runVigia([...create, '--domain', 'acme', '--project', 'yard'], { env: asAda })
  assert.match(
    refused.err,
    /role: createTaskV1 takes the role operator, and user ada@acme\.example is viewer/,
  )

  await ok('users', 'disable', 'ada@acme.example')
  assert.equal((await jobs()).code, 4)
  await ok('users', 'enable', 'ada@acme.example')
  assert.equal(
    await ok('roles', 'revoke', 'viewer', 'ada@acme.example', '--on-project', 'yard'),
    'User ada@acme.example is no longer viewer of project yard.\n',
  )
  assert.equal((await jobs()).code, 4)
  assert.equal(await ok('users', 'delete', 'ada@acme.example'), 'User ada@acme.example is deleted.\n')
  assert.equal(await ok('users', 'list', '--in-domain', 'acme'), '0 users\n')
  assert.equal(await ok('projects', 'delete', 'yard'), 'Project yard is deleted.\n')
})

test('an admin of a domain signs in without any project', async (t) => {
  const { url, ok } = await setUp(t)
  await ok('domains', 'create', 'acme')
  await ok('users', 'create', 'boss', '--in-domain', 'acme')
  await ok('roles', 'grant', 'admin', 'boss', '--on-domain', 'acme')
  const asBoss = { VIGIA_SERVER: url, VIGIA_PASSWORD: 'pass-word', VIGIA_NEW_PASSWORD: 'pass-word' }
  const run = (...args: string[]) =>
    runVigia(['admin', ...args, '--user', 'boss', '--domain', 'acme'], { env: asBoss })
  assert.equal((await run('projects', 'create', 'yard')).code, 0)
  assert.equal((await run('users', 'create', 'mate')).code, 0)
  assert.match((await run('users', 'list')).out, /\n\w{32} +boss +acme +on\n\w{32} +mate +acme +on\n$/)
  const tooMuch = await run('domains', 'create', 'mine')
  assert.deepEqual([tooMuch.code, /role: createDomain takes a platform admin/.test(tooMuch.err)], [1, true])
})

test('quotas are shown and set; freeze and thaw say what the project is then', async (t) => {
  const { projectId, ok, fails } = await setUp(t)
  assert.match(
    await ok('quotas', 'show', 'default'),
    /^QUOTA +USED +LIMIT +DEFAULT\njobs +0 +5000 +5000\nsources +0 +5000 +5000\ngroups +0 +200 +200\nstreams +0 +200 +200\ncameras +0 +5000 +5000\ndata_streams +0 +50 +50\n$/,
  )
  const set = JSON.parse(await ok('quotas', 'set', projectId, '--jobs', '7', '--json'))
  assert.deepEqual(set.jobs, { used: 0, limit: 7, default: 5000 })
  await fails(2, /No quota is given/, 'quotas', 'set', 'default')
  await fails(2, /whole number/, 'quotas', 'set', 'default', '--jobs', '-1')
  assert.equal(await ok('thaw', 'default'), 'Project default is open.\n')
  assert.equal(await ok('freeze', 'default', '--reason', 'not paid'), 'Project default is frozen.\n')
  assert.equal(JSON.parse(await ok('projects', 'list', '--json'))[0].frozen_reason, 'not paid')
  assert.equal(await ok('thaw', 'default'), 'Project default is being thawed.\n')
})

test('a new password is typed twice, and never part of the command line', async (t) => {
  const { url } = await setUp(t)
  const env = { VIGIA_SERVER: url, VIGIA_PASSWORD: 'right' }
  const type = (texts: string[], ...args: string[]) =>
    runVigia(['admin', 'users', ...args], { env, stdin: new Typist(texts) })
  assert.equal((await type(['typed-one', 'typed-one'], 'create', 'ada')).code, 0)
  const differ = await type(['typed-two', 'typed-too'], 'password', 'ada')
  assert.deepEqual([differ.code, /The two passwords differ/.test(differ.err)], [2, true])
  const short = await type(['short', 'short'], 'password', 'ada')
  assert.deepEqual([short.code, /user\.password: must NOT have fewer than 8/.test(short.err)], [1, true])
  assert.equal((await type(['typed-new', 'typed-new'], 'password', 'ada')).code, 0)
  const grant = ['admin', 'roles', 'grant', 'viewer', 'ada', '--on-project', 'default']
  assert.equal((await runVigia(grant, { env })).code, 0)
  const token = (VIGIA_PASSWORD: string) =>
    runVigia(['token', '--user', 'ada'], { env: { ...env, VIGIA_PASSWORD } })
  assert.deepEqual([(await token('typed-one')).code, (await token('typed-new')).code], [4, 0])
  const none = await runVigia(['admin', 'users', 'create', 'bob'], { env })
  assert.deepEqual([none.code, /Set VIGIA_NEW_PASSWORD/.test(none.err)], [2, true])
})

test('what is not there, not clear, or the last admin of all, is told with what to do', async (t) => {
  const { ok, fails } = await setUp(t)
  await ok('domains', 'create', 'acme')
  await ok('projects', 'create', 'default', '--in-domain', 'acme')
  await fails(1, /There is no project nothing/, 'freeze', 'nothing')
  await fails(1, /There are 2 projects named default/, 'freeze', 'default')
  assert.equal(await ok('freeze', 'default', '--in-domain', 'acme'), 'Project default is frozen.\n')
  await fails(1, /There is no domain blue/, 'users', 'list', '--in-domain', 'blue')
  await fails(1, /without an admin/, 'users', 'delete', 'admin')
  await fails(1, /without an admin/, 'roles', 'revoke', 'admin', 'admin', '--on-domain', 'vigia')
  await fails(2, /one domain or on one project/, 'roles', 'grant', 'viewer', 'admin')
  await fails(2, /Allowed choices are viewer, operator, admin/, 'roles', 'grant', 'boss', 'admin')
  await fails(1, /there is a domain acme already/, 'domains', 'create', 'acme')
})

test('--help tells every command', async () => {
  const { code, out } = await runVigia(['admin', '--help'])
  assert.equal(code, 0)
  for (const command of ['domains', 'projects', 'users', 'roles', 'quotas', 'freeze', 'thaw'])
    assert.match(out, new RegExp(`^ {2}${command} `, 'm'))
  const users = await runVigia(['admin', 'users', 'create', '--help'])
  assert.match(users.out, /VIGIA_NEW_PASSWORD/)
  assert.doesNotMatch(users.out, /--password/)
})
