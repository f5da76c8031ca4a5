/** Does the example by which docs/sign-in.md shows how to sign a request by hand work as printed? */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { VigiaClient } from '@vigia/sdk'
import { realServer } from './testing/real-server.js'

test('the shell example of docs/sign-in.md lists the jobs', async (t) => {
  const { url, projectId } = await realServer(t)
  const credentials = { username: 'admin', password: 'right' }
  const { access, secret } = await new VigiaClient({ baseUrl: url, credentials }).keys.create()
  const page = await readFile(new URL('../../../../docs/sign-in.md', import.meta.url), 'utf8')
  const [, , rest] = /```sh\n(ACCESS=.*)\n([\s\S]*?)```/.exec(page) ?? []
  assert.ok(rest, 'the page has the example')
  const given = `ACCESS=${access} SECRET=${secret} PROJECT=${projectId} HOST=${new URL(url).host}`
  const { stdout } = await promisify(execFile)('bash', ['-c', `${given}\n${rest}`], { timeout: 60_000 })
  assert.deepEqual(JSON.parse(stdout), { count: 0, total: 0, tasks: [], page: 1, page_size: 10 })
})
