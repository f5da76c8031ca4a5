/** 10,000 results for 20 receivers, one of which takes every request and answers none. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { hex32, PROJECT, plainResult } from '@vigia/core/conformance'
import { waitFor } from '@vigia/testing'
import { deliverTo } from './receiver.testing.js'

const RECEIVERS = 20
const EACH = 500
/** Of a result, bytes: all of them together are some 130 MB on their way. */
const PICTURE = 10_000
/** How far a receiver may be behind another one, results: a lane has 20 turns, and each waits for a place once or twice. */
const MOST_BEHIND = 100
/** Retained between the first quarter and the end, bytes. */
const MOST_GROWTH = 12_000_000
const PATIENCE_MS = 180_000

test('19 receivers are served while one hangs, none of them far behind the others, in a memory that does not grow', async (t) => {
  const counts = new Array<number>(RECEIVERS).fill(0)
  let behind = 0
  const ports = await Promise.all(
    counts.map((_, n) =>
      receiver(t, () => {
        counts[n]! += 1
        if (n === 0) return false
        const others = counts.slice(1)
        behind = Math.max(behind, Math.max(...others) - Math.min(...others))
        return true
      }),
    ),
  )
  const {
    deliverer,
    deliveries,
    results,
    blobs,
    job,
    counts: of,
  } = await deliverTo(t, ports, {
    // The attempt that hangs goes on hanging: those beside it have no share of its end.
    deadline: () => new AbortController().signal,
  })
  // All results have the same picture: what is measured is not the store of pictures.
  const pictureName = `${PROJECT}/20261124/all.jpg`
  await blobs.put(pictureName, new Uint8Array(PICTURE))
  for (const [n, { port }] of ports.entries()) {
    await job(n + 1, `http://127.0.0.1:${port}/alarms`)
    const rows = Array.from({ length: EACH }, (_, i) => plainResult(hex32(n + 1), 1, i + 1, { pictureName }))
    assert.equal(await results.append(hex32(n + 1), 1, rows, () => ['webhook']), true)
  }
  const arrived = () => counts.slice(1).reduce((sum, count) => sum + count, 0)
  const all = (RECEIVERS - 1) * EACH
  deliverer.start()
  await waitFor(() => arrived() > all / 4, PATIENCE_MS, 'a quarter')
  const early = retained()
  await waitFor(() => arrived() > all / 2, PATIENCE_MS, 'a half')
  await waitFor(() => arrived() > (3 * all) / 4, PATIENCE_MS, 'three quarters')
  await waitFor(() => arrived() === all, PATIENCE_MS, 'all of those that answer')
  const areNoted = async (): Promise<boolean> =>
    (await deliveries.totals()).some(({ state, count }) => state === 'delivered' && count === all)
  await waitFor(areNoted, PATIENCE_MS, 'the last notes')
  const growth = retained() - early

  t.diagnostic(`at most ${behind} behind, ${(growth / 1e6).toFixed(1)} MB more`)
  assert.equal(counts[0], 1, 'one attempt hangs, and takes no second place')
  assert.deepEqual(await of(1), { pending: EACH, delivered: 0, dead: 0 })
  assert.ok(behind <= MOST_BEHIND, `${behind} behind`)
  assert.ok(growth < MOST_GROWTH, `${growth} bytes more`)
})

/** Keeps nothing of what comes. @param takes says whether a request is answered. @returns its port */
async function receiver(t: TestContext, takes: () => boolean): Promise<{ port: number }> {
  const server: Server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (takes()) response.writeHead(204).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port }
}

/** Bytes that nothing may free. */
function retained(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What a first collection lets go of by finalisers goes with the second.
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
