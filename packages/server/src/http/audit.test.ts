/** What is written into the audit log, and when. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type AuditAnswered, type AuditAsked, domainChain, projectChain, readEntry } from '@vigia/core'
import { StoreFull } from '../store/index.js'
import { everythingElse, task } from './bad-input/example-bodies.js'
import { makeKey, signedCall } from './signed-call.testing.js'
import {
  ALG_IDS,
  createBody,
  createJob,
  PASSWORD,
  putState,
  SERVICE,
  secondProject,
  signIn,
  signInBody,
  type TestApp,
  testApp,
} from './test-app.js'

const NOW = Date.UTC(2026, 10, 24, 8)

interface Log extends TestApp {
  domainId: string
  tasks: string
  /** Entries of a chain, of the project when left out. */
  entries(chain?: string): Promise<(AuditAsked | AuditAnswered)[]>
  /** The newest request of a chain and its answer. */
  last(chain?: string): Promise<{ asked: AuditAsked; answered: AuditAnswered }>
}

async function opened(t: TestContext): Promise<Log> {
  const app = await testApp()
  t.after(() => app.close())
  const entries = async (chain = projectChain(app.projectId)) =>
    (await app.stores.audit.lines(chain, 1, 100_000)).map(({ entry }) => readEntry(entry))
  return {
    ...app,
    domainId: (await app.stores.identity.project(app.projectId))!.domainId,
    tasks: `/v2/${app.projectId}/services/${SERVICE}/tasks`,
    entries,
    last: async (chain) => {
      const [asked, answered] = (await entries(chain)).slice(-2)
      return { asked: asked as AuditAsked, answered: answered as AuditAnswered }
    },
  }
}

test('a change is written with who, from where, what and to which end', async (t) => {
  const log = await opened(t)
  const answer = await log.call('POST', log.tasks, createBody())
  const { asked, answered } = await log.last()
  assert.deepEqual(
    { ...asked, user: asked.user.name },
    {
      chain: projectChain(log.projectId),
      seq: 1,
      at: NOW,
      kind: 'asked',
      request: answer.headers['x-request-id'],
      user: 'admin',
      by: 'token',
      from: '127.0.0.1',
      operation: 'createTask',
      method: 'POST',
      path: log.tasks,
      targets: [SERVICE],
      changes: {
        name: 'gate',
        input: { type: 'url', data: [{ url: 'rtsp://10.0.0.9/ch1' }] },
        output: { webhook: { url: 'https://hooks.example.org', headers: '******' } },
        service_version: '1.0',
      },
    },
  )
  assert.deepEqual([answered.asked, answered.status, answered.made], [1, 200, [answer.body.tasks[0].id]])
})

test('ids in the answer to a change of something that was there are not told as made', async (t) => {
  const log = await opened(t)
  const id = await createJob(log)
  await putState(log, id, 'STOPPED')
  const path = `/v2/${log.projectId}/services/${SERVICE}/tasks/${id}`
  assert.equal((await log.call('PUT', path, { description: 'North gate' })).status, 200)
  const { asked, answered } = await log.last()
  assert.deepEqual([asked.targets, asked.changes], [[SERVICE, id], { description: 'North gate' }])
  assert.ok(!('made' in answered))
})

test('a refusal is written with its code', async (t) => {
  const log = await opened(t)
  await log.call('PUT', `/v2/${log.projectId}/tasks/${'e'.repeat(32)}/action/stop`)
  const { asked, answered } = await log.last()
  assert.deepEqual([asked.operation, asked.targets], ['startStopTask', ['e'.repeat(32)]])
  assert.deepEqual([answered.status, answered.error_code], [400, 'VIAS.00010007'])
})

test('a signed request is written with its access key, whether it is let in or not', async (t) => {
  const log = await opened(t)
  const key = await makeKey(log)
  const body = JSON.stringify(createBody())
  await signedCall(log, key, { method: 'POST', path: log.tasks, body, at: NOW })
  const { asked } = await log.last()
  assert.deepEqual([asked.by, asked.access_key, 'changes' in asked], ['access_key', key.access, true])
  const foreign = `/v2/${'e'.repeat(32)}/services/${SERVICE}/tasks`
  await signedCall(log, key, { method: 'POST', path: foreign, body, at: NOW })
  await signedCall(log, key, {
    method: 'POST',
    path: log.tasks,
    body,
    at: NOW,
    headers: { 'x-project-id': 'e'.repeat(32) },
  })
  for (const { asked, answered } of [await log.last(domainChain(log.domainId))])
    assert.deepEqual(
      [asked.access_key, asked.path, answered.error_code],
      [key.access, log.tasks, 'VIAS.00010005'],
    )
  const refused = (await log.entries(domainChain(log.domainId))).slice(-4)
  assert.deepEqual((refused[0] as AuditAsked).path, foreign)
  await signedCall(log, key, {
    method: 'POST',
    path: log.tasks,
    body,
    at: NOW,
    tamper: (sent) => {
      sent.payload = '{}'
    },
  })
  assert.equal(
    (await log.entries(domainChain(log.domainId))).length,
    refused.length + 4,
    'a wrong signature is nobody',
  )
})

test('sign-ins are written into the log of the domain: good ones, wrong passwords, and scopes that are refused', async (t) => {
  const log = await opened(t)
  const chain = domainChain(log.domainId)
  const atFirst = (await log.entries(chain)).length
  const found = async () => {
    const { asked, answered } = await log.last(chain)
    return [asked.operation, asked.by, asked.user.name, answered.status]
  }
  await signIn(log, { project: { id: log.projectId } })
  assert.deepEqual(await found(), ['createToken', 'password', 'admin', 201])
  await log.call('POST', '/v3/auth/tokens', signInBody(undefined, 'wrong'), null)
  assert.deepEqual(await found(), ['createToken', 'password', 'admin', 401])
  await log.call('POST', '/v3/auth/tokens', signInBody({ project: { id: 'nowhere' } }), null)
  assert.deepEqual(await found(), ['createToken', 'password', 'admin', 401])
  const nobody = signInBody()
  nobody.auth.identity.password.user.name = 'nobody'
  await log.call('POST', '/v3/auth/tokens', nobody, null)
  assert.equal((await log.entries(chain)).length, atFirst + 6, 'who does not exist has no log')
})

test('tries that are put off for wrong passwords are not looked at and fill no log', async (t) => {
  const log = await opened(t)
  const wrong = () => log.call('POST', '/v3/auth/tokens', signInBody(undefined, 'wrong'), null)
  for (let n = 0; n < 5; n++) assert.equal((await wrong()).status, 401)
  const before = (await log.entries(domainChain(log.domainId))).length
  assert.equal((await wrong()).status, 429)
  assert.equal((await log.entries(domainChain(log.domainId))).length, before)
})

test('no secret is in the log, in whatever way it was sent', async (t) => {
  const log = await opened(t)
  const id = await createJob(log)
  const job = `/v2/${log.projectId}/tasks/${id}`
  const secret = 'hunter2'
  const inputs = [
    { type: 'url', data: [{ url: `rtsp://viewer:${secret}@10.0.0.9/ch1?key=${secret}` }] },
    { type: 'url', data: [{ url: `rtsp://viewer:a@${secret}@10.0.0.9/ch1` }] },
    { type: 'url', data: [{ url: `https://10.0.0.9/${secret}/ch1.m3u8` }] },
    everythingElse.input,
    {
      type: 'restful',
      data: [
        {
          url: `https://a:${secret}@cams.example.org/`,
          headers: { 'X-Key': secret },
          rtsp_path_in_response: 'a',
        },
      ],
    },
    {
      type: 'vcn',
      data: [{ device_id: `${'0'.repeat(20)}#${'a'.repeat(32)}` }],
      vcn: { ip: '10.0.0.8', port: 443, username: 'viewer', password: secret },
    },
  ]
  const webhook = { url: `https://hooks.example.org/${secret}?k=${secret}`, headers: { [secret]: secret } }
  for (const [n, input] of inputs.entries()) {
    const body = { ...task, name: `j-${n}`, input, output: { webhook }, password: secret, extra: { secret } }
    await log.call('POST', log.tasks, { ...body, config: { common: { quality: 50, note: secret } } })
    await log.call('PUT', job, { ...body, name: 5 })
    await log.call('PUT', job, body)
  }
  await log.app.inject({
    method: 'POST',
    url: log.tasks,
    headers: { 'x-auth-token': log.token, 'content-type': 'application/json' },
    payload: `{"password": "${secret}"`,
  })
  const key = await makeKey(log)
  await log.call('POST', '/v3/auth/tokens', signInBody(undefined, `wrong-${secret}`), null)
  await log.call('DELETE', `${job}?token=${secret}`)
  const all = JSON.stringify([await log.entries(), await log.entries(domainChain(log.domainId))])
  assert.ok(all.includes('10.0.0.8') && all.includes('"j-5"'), 'the bodies are told')
  for (const text of [secret, 's3cret', 'k-12345', PASSWORD, log.token, key.secret])
    assert.ok(!all.includes(text), `${text} is in the log`)
})

test('no secret is in the log for its name looking like that of an id, or for being XML', async (t) => {
  const log = await opened(t)
  const secret = 'hunter2'
  const ids = { id: secret, session_id: secret, access: secret }
  const url = 'https://hooks.example.org/in'
  const data = [{ url, headers: ids, rtsp_path_in_response: 'a' }]
  for (const input of [task.input, { type: 'restful', data }])
    await log.call('POST', log.tasks, {
      ...createBody({ input, output: { webhook: { url, headers: ids } } }),
      config: { common: ids },
      ...ids,
    })
  const deploy = `/v2/${log.projectId}/algorithm/${ALG_IDS['1.0']}/deploy`
  await log.call('POST', deploy, { stream_count: 1, deploy_config: { region: 'eu', ...ids }, envs: ids })
  const kind = { access_type: 'cloud', type: 'vcn' }
  for (const [n, rest] of ['', '<IP>10.0.0.8</IP>'].entries()) {
    const type_config = `<config><PASSWORD>${secret}</PASSWORD>${rest}</config>`
    const path = `/v2/${log.projectId}/source`
    await log.call('POST', path, { ...kind, video_source_name: `s-${n}`, type_config })
    await log.call('PUT', `${path}/0a1b`, { video_source_name: `s-${n}`, type_config })
  }
  const entries = await log.entries()
  assert.equal(entries.length, 14, 'each was asked and answered')
  assert.ok(!JSON.stringify(entries).includes(secret))
})

test('what cannot be written down is not carried out: a full disk refuses changes, and reads go on', async (t) => {
  const log = await opened(t)
  const id = await createJob(log)
  const job = `/v2/${log.projectId}/tasks/${id}`
  log.stores.audit.append = () => Promise.reject(new StoreFull(undefined))
  const before = await log.stores.jobs.find(id)
  for (const [method, path, body] of [
    ['POST', log.tasks, createBody({ name: 'another' })],
    ['PUT', `${job}/action/stop`, undefined],
    ['DELETE', job, undefined],
  ] as const) {
    const answer = await log.call(method, path, body)
    assert.deepEqual([answer.status, answer.body.error_code], [500, 'VIAS.00010016'], path)
  }
  assert.deepEqual(await log.stores.jobs.find(id), before)
  assert.equal((await log.call('GET', `/v2/${log.projectId}/tasks`)).body.total, 1)
  const refused = await log.call('POST', '/v3/auth/tokens', signInBody(), null)
  assert.deepEqual([refused.status, refused.headers['x-subject-token']], [500, undefined])
  const project = await log.call('POST', '/v3/projects', { project: { name: 'another' } })
  assert.equal(project.status, 500)
  assert.equal((await log.call('GET', '/v3/projects?name=another')).body.projects.length, 0)
})

test('an answer that cannot be written leaves the change told as asked, and its caller informed', async (t) => {
  const log = await opened(t)
  const append = log.stores.audit.append.bind(log.stores.audit)
  log.stores.audit.append = (drafts) =>
    drafts.some(({ record }) => record.kind === 'answered')
      ? Promise.reject(new StoreFull(undefined))
      : append(drafts)
  const id = await createJob(log)
  assert.ok(await log.stores.jobs.find(id))
  assert.deepEqual(
    (await log.entries()).map(({ kind }) => kind),
    ['asked'],
  )
})

test('many changes at once leave one whole chain in which each is asked before it is answered', async (t) => {
  const log = await opened(t)
  const names = Array.from({ length: 30 }, (_, n) => `job-${n}`)
  await Promise.all(names.map((name) => log.call('POST', log.tasks, createBody({ name }))))
  const entries = await log.entries()
  assert.equal(entries.length, 60)
  for (const [at, entry] of entries.entries())
    if (entry.kind === 'answered') {
      assert.ok(entry.asked <= at)
      assert.equal(entries[entry.asked - 1]?.request, entry.request)
    }
  const verdict = await log.call('GET', `/v2/${log.projectId}/audit/verify`)
  assert.deepEqual([verdict.body.ok, verdict.body.entries], [true, 60])
})

test('a project that is switched off refuses changes, and its log says who tried', async (t) => {
  const log = await opened(t)
  const second = await secondProject(log)
  await log.app.inject({
    method: 'PATCH',
    url: `/v3/projects/${second.projectId}`,
    headers: { 'x-auth-token': log.token },
    payload: { project: { enabled: false } },
  })
  const { asked: change } = await log.last(domainChain(log.domainId))
  assert.deepEqual([change.targets, change.changes], [[second.projectId], { project: { enabled: false } }])
  await log.call('POST', `/v2/${second.projectId}/services/${SERVICE}/tasks`, createBody(), second.token)
  const { answered } = await log.last(projectChain(second.projectId))
  assert.equal(answered.error_code, 'VIAS.00010021')
})
