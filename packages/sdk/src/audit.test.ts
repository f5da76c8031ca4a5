import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { VigiaClient } from './client.js'
import type { VigiaError } from './errors.js'

async function serve(t: TestContext, listener: RequestListener): Promise<VigiaClient> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return new VigiaClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'T', projectId: 'p' })
}

test('the logs of project and domain are asked for where they are', async (t) => {
  const seen: string[] = []
  const { audit } = await serve(t, (request, response) => {
    seen.push(String(request.url))
    response.end('{"domains": [{"id": "d/1"}]}')
  })
  await audit.list({ page: 2, user: 'ada' })
  await audit.verify('a'.repeat(64))
  for await (const _ of await audit.export({ from: 1 })) break
  await audit.verify(undefined, 'domain')
  assert.deepEqual(seen, [
    '/v2/p/audit?page=2&user=ada',
    `/v2/p/audit/verify?head=${'a'.repeat(64)}`,
    '/v2/p/audit/export?from=1',
    '/v3/auth/domains',
    '/v3/domains/d%2F1/audit/verify',
  ])
})

test('an export comes as it is sent, characters whole wherever the network cuts them', async (t) => {
  const bytes = Buffer.from('{"entry":"门口"}\n')
  const { audit } = await serve(t, (_, response) => {
    response.write(bytes.subarray(0, 11), () => setImmediate(() => response.end(bytes.subarray(11))))
  })
  let text = ''
  for await (const piece of await audit.export()) text += piece
  assert.equal(text, bytes.toString())
})

test('an export that breaks off is an error, not a short export', async (t) => {
  const { audit } = await serve(t, (_, response) => {
    response.write('{"seq":1}\n', () => response.destroy())
  })
  await assert.rejects(
    async () => {
      for await (const _ of await audit.export());
    },
    (error: VigiaError) => error.code === 'UNREACHABLE',
  )
})

test('what the server refuses is told as everywhere', async (t) => {
  const { audit } = await serve(t, (_, response) => {
    response.writeHead(401).end('{"error_code":"VIAS.00010005","error_msg":"No.","detail":"d","advice":"a"}')
  })
  await assert.rejects(audit.export(), (error: VigiaError) => error.code === 'VIAS.00010005')
})
