import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { request } from 'undici'
import { checkedAgent } from './checked-agent.js'

/** Self-signed for hooks.example and made for this test only; no authority knows it. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXyAm65QaXDqwnc+q
NKDifr0jHHl+/ongwRp4Ke918AOhRANCAAQFdA7PXEEetcGUDrTzfN5rvqcrvJro
vmpPaBkzoKAEOtmqiyESfCbVGyHqaozbbG32b2qwX69UfeMTmRxDbVQ2
-----END PRIVATE KEY-----`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUKbE0ECCul5ONW+aB39/9PvymqDAwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTAgFw0yNjExMjQwMzAyMDFaGA8yMTI2
MTAzMTAzMDIwMVowGDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABAV0Ds9cQR61wZQOtPN83mu+pyu8mui+ak9oGTOgoAQ6
2aqLIRJ8JtUbIepqjNtsbfZvarBfr1R94xOZHENtVDajbTBrMB0GA1UdDgQWBBSH
HqSg7n02+aiOK/kqcWvVv4vB9DAfBgNVHSMEGDAWgBSHHqSg7n02+aiOK/kqcWvV
v4vB9DAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDWhvb2tzLmV4YW1wbGUw
CgYIKoZIzj0EAwIDSAAwRQIhAOTjFIce1pWBS6N0B083FEyC/SbQhaKgCmnhx9IH
jD25AiBxYzEnbibIlIAmODvxjN8vWfyls/LAyyIbe5YiBOQ7RA==
-----END CERTIFICATE-----`

interface Test {
  after(fn: () => Promise<void>): void
}

async function listen(t: Test, server: Server): Promise<{ port: number; hosts: string[] }> {
  const hosts: string[] = []
  server.on('request', (incoming, response) => {
    hosts.push(String(incoming.headers.host))
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, hosts }
}

function agentFor(t: Test, port: number) {
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const agent = checkedAgent(addressPolicy('webhook', '', [{ address: '127.0.0.1', port }]), resolve)
  t.after(() => agent.destroy())
  return { agent, asked }
}

test('the address that was checked is the one that is dialled; the name stays in the request', async (t) => {
  const { port, hosts } = await listen(t, createServer())
  const { agent, asked } = agentFor(t, port)
  const response = await request(`http://hooks.example:${port}/`, { dispatcher: agent })
  await response.body.dump()
  assert.equal(response.statusCode, 200)
  assert.deepEqual([asked, hosts], [['hooks.example'], [`hooks.example:${port}`]])
})

test('a literal address is checked like a name', async (t) => {
  const { port, hosts } = await listen(t, createServer())
  const { agent } = agentFor(t, port + 1)
  await assert.rejects(
    request(`http://127.0.0.1:${port}/`, { dispatcher: agent }),
    /loopback.*VIGIA_EGRESS_ALLOW/,
  )
  await assert.rejects(
    request(`http://hooks.example:${port}/`, { dispatcher: agent }),
    /leads to 127\.0\.0\.1/,
  )
  assert.deepEqual(hosts, [])
})

test('a certificate that no authority signed is refused, whatever the environment says', async (t) => {
  const { port, hosts } = await listen(t, createTlsServer({ key: KEY, cert: CERTIFICATE }))
  const { agent } = agentFor(t, port)
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  t.after(async () => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
  })
  await assert.rejects(
    request(`https://hooks.example:${port}/`, { dispatcher: agent }),
    /self-signed certificate/,
  )
  assert.deepEqual(hosts, [])
})
