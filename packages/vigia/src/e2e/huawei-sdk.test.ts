/** Does Huawei Cloud's own SDK work against Vigia, signing its requests with our access keys? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BasicCredentials, GlobalCredentials, Region } from '@huaweicloud/huaweicloud-sdk-core'
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js'
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js'
// The package's own index asks for a file that is not in it.
import {
  IamClient,
  KeystoneListProjectsRequest,
  ListPermanentAccessKeysRequest,
} from '@huaweicloud/huaweicloud-sdk-iam/v3/public-api.js'
import { dataFolder, PASSWORD, startVigia, type Vigia } from './testing/vigia.js'

type Request = Parameters<ReturnType<typeof plainClient>['sendRequest']>[0]
/** Whatever the answer holds. */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's own type for an answer without a model
type Answer = any

const OPTIONS = { axiosRequestConfig: { timeout: 30_000 } }
const REQUEST = {
  contentType: 'application/json',
  headers: {},
  queryParams: {},
  pathParams: {},
} satisfies Partial<Request>

/** The part of the SDK that its product packages are generated on. */
const plainClient = (url: string, credentials: BasicCredentials) =>
  new ClientBuilder((client) => client)
    .withOptions(OPTIONS)
    .withEndpoint(url)
    .withCredential(credentials)
    .build()

async function started(t: Parameters<typeof startVigia>[0]): Promise<Vigia & { ak: string; sk: string }> {
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { access: ak, secret: sk } = await vigia.client.keys.create('e2e')
  return { ...vigia, ak, sk }
}

const refusal = async (call: Promise<unknown>): Promise<Answer> =>
  call.then(
    () => assert.fail('the call should be refused'),
    (error: unknown) => error,
  )

test('IAM’s client: projects, tokens and access keys, with signatures of a user', async (t) => {
  const { url, projectId, ak, sk } = await started(t)
  const iam = (secret: string) =>
    IamClient.newBuilder()
      .withOptions(OPTIONS)
      .withEndpoint(url)
      .withCredential(new GlobalCredentials().withAk(ak).withSk(secret).withDomainId('d'.repeat(32)))
      .build()
  const client = iam(sk)

  const { projects } = await client.keystoneListProjects(
    new KeystoneListProjectsRequest().withName('default'),
  )
  assert.deepEqual(
    projects?.map(({ id, name }) => [id, name]),
    [[projectId, 'default']],
  )
  const { domains } = await client.keystoneListAuthDomains()
  assert.deepEqual(
    domains?.map(({ name }) => name),
    ['vigia'],
  )

  const user = { domain: { name: 'vigia' }, name: 'admin', password: PASSWORD }
  const auth = { identity: { methods: ['password' as Answer], password: { user } } }
  const signedIn: Answer = await client.keystoneCreateUserTokenByPassword({ body: { auth } } as Answer)
  assert.equal(signedIn.token.user.name, 'admin')
  const xSubjectToken: string = signedIn['X-Subject-Token']
  const seen: Answer = await client.keystoneValidateToken({ 'X-Subject-Token': xSubjectToken } as Answer)
  assert.equal(seen.token.user.id, signedIn.token.user.id)
  const shown: Answer = await client.keystoneShowUser({ user_id: signedIn.token.user.id } as Answer)
  assert.equal(shown.user.name, 'admin')

  const credential = { user_id: signedIn.token.user.id, description: 'of the SDK' }
  const made: Answer = await client.createPermanentAccessKey({ body: { credential } } as Answer)
  assert.match(made.credential.secret, /^\w{40}$/)
  const { credentials }: Answer = await client.listPermanentAccessKeys(new ListPermanentAccessKeysRequest())
  assert.deepEqual(
    credentials.map((key: Answer) => key.access),
    [ak, made.credential.access],
  )
  const access_key: string = made.credential.access
  const off: Answer = await client.updatePermanentAccessKey({
    access_key,
    body: { credential: { status: 'inactive' } },
  } as Answer)
  assert.equal(off.credential.status, 'inactive')
  await client.deletePermanentAccessKey({ access_key } as Answer)

  const { status, ...rest } = await refusal(
    iam('wrong'.repeat(8)).keystoneListProjects(new KeystoneListProjectsRequest()),
  )
  assert.equal(rest.httpStatusCode ?? status, 401, JSON.stringify(rest))
})

test('a product client: job list and create, signed; project and domain found by the SDK itself', async (t) => {
  const { url, projectId, ak, sk, client } = await started(t)
  const credentials = (secret = sk) =>
    new BasicCredentials().withAk(ak).withSk(secret).withProjectId(projectId)
  const tasks = (query: Record<string, unknown>) => ({
    ...REQUEST,
    method: 'GET',
    url: '/v1/{project_id}/infer/tasks',
    pathParams: { project_id: projectId },
    queryParams: query,
  })
  const send = (request: Request, by = credentials()): Promise<Answer> =>
    plainClient(url, by).sendRequest(request)

  assert.equal((await send(tasks({}))).total, 0)
  const made = await send({
    ...REQUEST,
    method: 'POST',
    url: '/v2/{project_id}/services/c-intrusiondetection-cloud/tasks',
    pathParams: { project_id: projectId },
    data: {
      name: 'by-sdk',
      description: 'Überwachung – 门口 & "more"',
      service_version: '3.0',
      input: { type: 'url', data: [{ url: 'rtsp://127.0.0.1:1/none' }] },
      output: { event_center: true },
    },
  })
  const { description } = await client.jobs.getV2(made.tasks[0].id)
  assert.equal(description, 'Überwachung – 门口 & "more"')
  const found = await send(tasks({ task_name: 'by-sdk', page_size: 5, page: 1 }))
  assert.deepEqual(
    found.tasks.map((task: Answer) => task.id),
    [made.tasks[0].id],
  )
  // A query that has to be encoded: the SDK signs %20 where its HTTP library writes something else.
  const odd = await refusal(send(tasks({ task_state: 'a b*~+/ü' })))
  assert.match(JSON.stringify(odd), /VIAS\.00010001/, 'refused for the value, not for the signature')
  await send({
    ...REQUEST,
    method: 'DELETE',
    url: '/v2/{project_id}/tasks/{task_id}',
    pathParams: { project_id: projectId, task_id: made.tasks[0].id },
  })

  const wrong = await refusal(send(tasks({}), credentials('wrong'.repeat(8))))
  assert.match(JSON.stringify(wrong), /APIG\.0301/)
  const elsewhere = credentials().withProjectId('f'.repeat(32))
  const foreign = { ...tasks({}), pathParams: { project_id: 'f'.repeat(32) } }
  assert.match(JSON.stringify(await refusal(send(foreign, elsewhere))), /VIAS\.00010005/)

  const byRegion = new BasicCredentials().withAk(ak).withSk(sk).withIamEndpoint(url)
  const lookingUp = new ClientBuilder((hc) => hc)
    .withOptions(OPTIONS)
    .withRegion(new Region('default', url))
    .withCredential(byRegion)
    .build()
  const { pathParams: _, ...listed } = tasks({})
  const answer: Answer = await lookingUp.sendRequest({ ...listed, pathParams: {} })
  assert.equal(typeof answer.total, 'number')
})

test('the SDK’s signer and a server started with our keys agree on every odd path and query', async (t) => {
  const { url, ak, sk } = await started(t)
  for (const path of [
    '/v3/projects',
    '/v3/users/%7E',
    '/v3/projects/a-b_c.~',
    '/v3.0/OS-CREDENTIAL/credentials/',
  ]) {
    for (const queryParams of [
      {},
      { name: 'a b' },
      { name: '', parent_id: '*+&=%' },
      { name: '门', enabled: 'true' },
    ]) {
      const query = new URLSearchParams(queryParams as Record<string, string>)
      const request: Answer = {
        method: 'GET',
        endpoint: `${url}${decodeURIComponent(path)}`,
        queryParams,
        headers: {},
      }
      const headers = AKSKSigner.sign(request, new GlobalCredentials().withAk(ak).withSk(sk) as Answer)
      const { host: _, ...sent } = headers as unknown as Record<string, string>
      const answer = await fetch(`${url}${path}?${query}`, {
        headers: sent,
        signal: AbortSignal.timeout(30_000),
      })
      assert.notEqual(answer.status, 401, `${path}?${query}: ${await answer.text()}`)
    }
  }
})
