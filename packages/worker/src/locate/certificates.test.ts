/** Whose certificate is taken, and what is said of one that is not. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { endChild, firstLine, type Identity, type TestCertificates, testCertificates } from '@vigia/testing'

const CHILD = fileURLToPath(new URL('./testing/ask-child.js', import.meta.url))
const CAMERA = 'rtsp://10.0.0.9/ch1'

let certificates: TestCertificates
before(async () => {
  certificates = await testCertificates()
})
after(() => certificates.remove())

/** @param check whether the job wants certificates checked */
async function answerOf(t: TestContext, identity: Identity | undefined, check: boolean): Promise<string> {
  const say = (_: unknown, response: { end(text: string): void }) =>
    response.end(JSON.stringify({ url: CAMERA }))
  const server = identity ? createServer(identity, say) : createPlainServer(say)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    server.closeAllConnections()
    server.close()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/find`
  // Node reads the authorities once, when it starts.
  const env = {
    ...process.env,
    NODE_EXTRA_CA_CERTS: certificates.authorityFile,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_NO_WARNINGS: '1',
  }
  const child = spawn(process.execPath, [CHILD, url, check ? 'check' : 'trust'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => endChild(child))
  return firstLine(child, 60_000)
}

test('a valid certificate by an authority that is known here is taken', async (t) => {
  assert.equal(await answerOf(t, certificates.valid, true), CAMERA)
})

const FAULTS: [Exclude<keyof TestCertificates, 'remove' | 'authorityFile'>, RegExp][] = [
  ['expired', /: its certificate has expired; give it a valid one, or set certificate_check to false$/],
  ['elsewhere', /: its certificate is for another host; .* set certificate_check to false$/],
  ['selfSigned', /: its certificate is self-signed; .* set certificate_check to false$/],
]
for (const [name, words] of FAULTS) {
  test(`a certificate that is ${name} is refused with words where it is checked, whatever the environment says`, async (t) => {
    assert.match(await answerOf(t, certificates[name], true), words)
  })
  test(`a certificate that is ${name} is taken where the job says so`, async (t) => {
    assert.equal(await answerOf(t, certificates[name], false), CAMERA)
  })
}

test('a server that speaks no TLS is told as such', async (t) => {
  assert.match(
    await answerOf(t, undefined, true),
    /does not speak TLS as expected; check the port, and whether/,
  )
})
