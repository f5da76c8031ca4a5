import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { IngestDeaf } from '@vigia/server'
import { freePort } from '@vigia/testing'
import { pushAddress, startIngest } from './pushed-streams.js'

const NOBODY = {
  streams: { stream: async () => undefined },
  identity: { project: async () => undefined },
} as unknown as Parameters<typeof startIngest>[1]
const wanted = { rtmpHost: '127.0.0.1', rtmpPort: undefined, rtmpPublic: '' }

function notes() {
  const texts: string[] = []
  const note = (_: object, text: string) => void texts.push(text)
  return { texts, log: { info: note, warn: note, error: note } }
}

test('a port that was set and is in use is told; it is not replaced by another one', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as { port: number }
  await assert.rejects(
    startIngest({ ...wanted, rtmpPort: port }, NOBODY, notes().log),
    (error) => error instanceof IngestDeaf && error.port === port,
  )
  await new Promise((resolve) => holder.close(resolve))
})

test('two servers on one machine where nobody has set a port: the second says which one it took', async () => {
  const { texts, log } = notes()
  const both = [await startIngest(wanted, NOBODY, log), await startIngest(wanted, NOBODY, log)]
  const [first, second] = both
  assert.notEqual(first!.port, second!.port)
  assert.match(
    texts.at(-1) ?? '',
    new RegExp(`port 1935 is in use: encoders push to ${second!.port} .*VIGIA_RTMP_PORT`),
  )
  for (const ingest of both) await ingest.stop()
  const port = await freePort()
  const set = await startIngest({ ...wanted, rtmpPort: port }, NOBODY, log)
  assert.equal(set.port, port)
  await set.stop()
})

test('push addresses show what encoders can reach', () => {
  const address = (change: Partial<typeof wanted>, port: number, hostname = 'vigia.example') =>
    pushAddress({ ...wanted, ...change }, port)(hostname)
  assert.equal(address({}, 1935), '127.0.0.1')
  assert.equal(address({}, 1936), '127.0.0.1:1936')
  assert.equal(address({ rtmpHost: '0.0.0.0' }, 1935), 'vigia.example')
  assert.equal(address({ rtmpHost: '::' }, 40_000, '[::1]'), '[::1]:40000')
  assert.equal(address({ rtmpHost: 'fd00::7' }, 1936), '[fd00::7]:1936')
  assert.equal(address({ rtmpPublic: 'push.example' }, 1936), 'push.example:1936')
  assert.equal(address({ rtmpPublic: 'push.example:80' }, 1936), 'push.example:80')
  assert.equal(address({ rtmpPublic: '[fd00::7]:80' }, 1936), '[fd00::7]:80')
})
