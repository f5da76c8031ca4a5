/** Large bodies over real connections: as slow as they like, as long as something comes. */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { arriving, takesLong } from './arriving.js'
import { answerClientError } from './client-error.js'

/** A whole request has to be there within so long, but for those that take long. */
const REQUEST_MS = 200

async function start(t: TestContext, take: (raw: IncomingMessage) => Promise<string>): Promise<number> {
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: 20 },
    (raw, reply) =>
      void take(raw)
        .then((text) => reply.end(text))
        .catch(() => reply.destroy()),
  )
  server.on('clientError', answerClientError)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close().closeAllConnections())
  return (server.address() as AddressInfo).port
}

/** Sends a body in parts, each when the promise before it is there; resolves to the answer. */
async function send(port: number, parts: string[], between: () => Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': parts.join('').length }
    const outgoing = request({ port, host: '127.0.0.1', method: 'PUT', headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      reply.on('end', () => resolve(`${reply.statusCode} ${text}`))
    })
    outgoing.on('error', reject)
    void (async () => {
      for (const part of parts) {
        outgoing.write(part)
        await between()
      }
      outgoing.end()
    })()
  })
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('a body that takes longer than other requests may is read to its end', async (t) => {
  const port = await start(t, async (raw) => {
    const release = takesLong(raw)
    return textOf(arriving(raw)).finally(release)
  })
  assert.equal(await send(port, ['one ', 'two ', 'three'], () => sleep(3 * REQUEST_MS)), '200 one two three')
  const ordinary = await start(t, textOf)
  await assert.rejects(
    async () => {
      const answer = await send(ordinary, ['one ', 'two'], () => sleep(3 * REQUEST_MS))
      throw new Error(answer)
    },
    /ECONNRESET|EPIPE|socket hang up|400/,
    'what is not exempt is cut off, as before',
  )
})

test('a body that stands still, or is cut off, is given up in words', async (t) => {
  let told = ''
  const port = await start(t, async (raw) => {
    const release = takesLong(raw)
    try {
      return await textOf(arriving(raw, 50))
    } catch (error) {
      told = (error as { detail?: string }).detail ?? String(error)
      return ''
    } finally {
      release()
    }
  })
  await assert.rejects(send(port, ['one ', 'two'], () => new Promise(() => undefined)))
  assert.match(told, /^body: it was cut off before its end/)
})
