import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { fetchFromUrl } from './url-fetcher.js'

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/m.onnx`
}

const LIMITS = { mostBytes: 1000, totalMs: 60_000, idleMs: 60_000 }

test('a file that is too large is not taken, whether it says so or not', async (t) => {
  const declared = await serve(
    t,
    (_, answer) => void answer.writeHead(200, { 'content-length': 2000 }).end('x'.repeat(2000)),
  )
  await assert.rejects(
    fetchFromUrl(declared, () => {}, LIMITS),
    /it is larger than 1000 bytes, the most that is taken/,
  )
  const streamed = await serve(t, (_, answer) => {
    answer.write('x'.repeat(900))
    answer.end('x'.repeat(900))
  })
  await assert.rejects(
    fetchFromUrl(streamed, () => {}, LIMITS),
    /it is larger than 1000 bytes/,
  )
})

test('a server that falls silent, or never ends, is given up', async (t) => {
  const silent = await serve(t, (_, answer) => void answer.write('x'))
  await assert.rejects(
    fetchFromUrl(silent, () => {}, { ...LIMITS, idleMs: 50 }),
    /nothing came for 0\.05 s\. Check the address/,
  )
  await assert.rejects(
    fetchFromUrl(silent, () => {}, { ...LIMITS, totalMs: 50 }),
    /it took longer than 0\.05 s/,
  )
})

test('a server that is not there is told with its reason', async () => {
  await assert.rejects(
    fetchFromUrl('http://127.0.0.1:1/m.onnx', () => {}),
    /could not fetch http:\/\/127\.0\.0\.1:1\/m\.onnx: fetch failed \(/,
  )
})
