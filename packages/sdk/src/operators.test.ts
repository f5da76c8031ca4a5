import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Operators, VigiaError } from './index.js'

const CREDENTIALS = { username: 'boss', password: 'right', domain: 'acme' }
const REFUSED = { error: { code: 401, message: 'X-Auth-Token: the token is unknown', title: 'Unauthorized' } }

/** Takes the tokens that it gave out, each for `uses` requests, and tells what it was asked. */
async function server(t: TestContext, uses: number) {
  const seen: { call: string; body: string; token: string | undefined }[] = []
  let [signIns, left] = [0, 0]
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const token = request.headers['x-auth-token'] as string | undefined
    seen.push({ call: `${request.method} ${request.url}`, body, token })
    const answer = (status: number, json: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
    if (request.url?.startsWith('/v3/auth/tokens')) {
      left = uses
      return answer(201, { token: {} }, { 'x-subject-token': `token-${++signIns}` })
    }
    if (token !== `token-${signIns}` || left-- <= 0) return answer(401, REFUSED)
    return answer(200, { projects: [], domain: { id: 'd' }, quotas: {} })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  t.after(() => new Promise((done) => http.close(done)))
  return { baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, seen }
}

test('the first call signs in without a project, a later one again when the token has ended', async (t) => {
  const { baseUrl, seen } = await server(t, 2)
  const operators = new Operators({ baseUrl, credentials: CREDENTIALS })
  for (let i = 0; i < 3; i++) assert.deepEqual(await operators.projects(), [])
  assert.deepEqual(
    seen.map(({ call, token }) => [call.split(' ')[0], token]),
    [
      ['POST', undefined],
      ['GET', 'token-1'],
      ['GET', 'token-1'],
      ['GET', 'token-1'],
      ['POST', undefined],
      ['GET', 'token-2'],
    ],
  )
  assert.equal(JSON.parse(seen[0]!.body).auth.scope, undefined)
})

test('a token that was given and has ended is told, and nobody is asked again and again', async (t) => {
  const { baseUrl, seen } = await server(t, 0)
  const refused = (error: unknown) => error instanceof VigiaError && error.status === 401
  await assert.rejects(new Operators({ baseUrl, token: 'ended' }).projects(), refused)
  await assert.rejects(new Operators({ baseUrl, credentials: CREDENTIALS }).projects(), refused)
  assert.equal(seen.length, 1 + 4)
  await assert.rejects(new Operators({ baseUrl }).projects(), /a token, or a user and a password/)
})

test('parts of an address cannot lead elsewhere', async (t) => {
  const { baseUrl, seen } = await server(t, 9)
  const operators = new Operators({ baseUrl, credentials: CREDENTIALS })
  await operators.setQuotas('../domains', { jobs: 1 })
  await operators.revokeRole({ scope: 'project', id: 'p?' }, 'u/1', 'viewer')
  assert.deepEqual(
    seen.slice(1).map(({ call }) => call),
    ['PUT /v3/projects/..%2Fdomains/quotas', 'DELETE /v3/projects/p%3F/users/u%2F1/roles/viewer'],
  )
})
