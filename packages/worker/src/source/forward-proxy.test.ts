import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { type ForwardProxy, startForwardProxy } from './forward-proxy.js'

const inner = createServer((_, answer) => answer.end('inside'))
let innerPort = 0
const open: ForwardProxy[] = []

before(async () => {
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve))
  innerPort = (inner.address() as AddressInfo).port
})
after(() => {
  for (const proxy of open) proxy.close()
  inner.close()
})

async function start(allowed: string): Promise<ForwardProxy> {
  const proxy = await startForwardProxy({
    policy: addressPolicy('media', allowed),
    timeoutMs: 2_000,
    verify: false,
  })
  open.push(proxy)
  return proxy
}

/** Sends text to the proxy and gives back all it says within the connection. */
function say(proxy: ForwardProxy, text: string, enough: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1', () => socket.write(text))
    let heard = ''
    socket.setTimeout(5_000, () => socket.destroy(new Error(`only heard: ${heard}`)))
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      if (enough.test(heard)) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
  })
}

const login = (proxy: ForwardProxy) => {
  const { username, password } = new URL(proxy.url)
  return `Proxy-Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}\r\n`
}

const get = (proxy: ForwardProxy, url: string): string =>
  `GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${login(proxy)}Connection: close\r\n\r\n`

test('a request reaches what is allowed; tunnels past the checks of addresses are not made', async () => {
  const proxy = await start('127.0.0.1')
  const host = `127.0.0.1:${innerPort}`
  assert.match(await say(proxy, get(proxy, `http://${host}/`), /inside/), /200 OK[\s\S]*inside/)
  assert.equal(await say(proxy, `CONNECT ${host} HTTP/1.1\r\n${login(proxy)}\r\n`, /./), '')
  assert.equal(proxy.fault(), undefined)
})

test('a refused address is not dialled, and the refusal is remembered', async () => {
  const proxy = await start('')
  const heard = await say(proxy, get(proxy, `http://127.0.0.1:${innerPort}/`), /\r\n\r\n/)
  assert.match(heard, /^HTTP\/1.1 502/)
  assert.equal(proxy.fault()?.code, 'SOURCE.REFUSED')
})

for (const [what, odd] of [
  ['a status that is none', 'HTTP/1.1 099 Odd\r\nContent-Length: 5\r\n\r\nhello'],
  ['a trailer without chunks', 'HTTP/1.1 200 OK\r\nTrailer: x\r\nContent-Length: 5\r\n\r\nhello'],
  ['no HTTP at all', 'hello'],
] as const)
  test(`a server that answers with ${what} harms nobody`, async () => {
    const strange = createTcpServer((socket) => socket.on('error', () => undefined).end(odd))
    await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve))
    try {
      const proxy = await start('127.0.0.1')
      const url = `http://127.0.0.1:${(strange.address() as AddressInfo).port}/`
      await say(proxy, get(proxy, url), /hello/)
      assert.match(await say(proxy, get(proxy, `http://127.0.0.1:${innerPort}/`), /inside/), /inside/)
    } finally {
      strange.close()
    }
  })

test('strangers on this machine get nothing', async () => {
  const proxy = await start('127.0.0.1')
  const host = `127.0.0.1:${innerPort}`
  assert.match(
    await say(proxy, `GET http://${host}/ HTTP/1.1\r\nHost: h\r\n\r\n`, /\r\n\r\n/),
    /^HTTP\/1.1 407/,
  )
})
