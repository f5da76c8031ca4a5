/** Object storage in bad company: odd paths and clocks, stores that deny, lose or lie, and hours with very many results. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { hourOf, LONGEST_OUTPUT_PATH, type ObjectStore } from '@vigia/core'
import { hex32, PROJECT, plainJob, plainResult } from '@vigia/core/conformance'
import { startS3Server } from '@vigia/testing'
import { IndexWriter } from './index-writer.js'
import {
  BUCKET,
  HOUR_FOLDER,
  INDEX,
  idOf,
  nameOf,
  nothing,
  placeOf,
  setUp,
} from './object-storage.testing.js'
import { INDEX_DAYS } from './obs-channel.js'
import { until } from './receiver.testing.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const LONGEST = `${'p/'.repeat(LONGEST_OUTPUT_PATH / 2 - 1)}pp`

for (const [what, path, root] of [
  ['none', '', ''],
  ['slashes at its end', 'gate///', 'gate/'],
  ['another script and spaces', '大门 1/北 🚪', '大门 1/北 🚪/'],
  ['all the bytes there may be', LONGEST, `${LONGEST}/`],
] as const) {
  test(`a path with ${what} is written to and listed, in a folder and in S3`, async (t) => {
    const s3 = await startS3Server([BUCKET])
    t.after(() => s3.stop())
    for (const place of [{ kind: 'folder', projectId: PROJECT } as const, placeOf(s3)]) {
      const rig = await setUp(t, place, BUCKET, path)
      await rig.store.put(BUCKET, 'there', nothing(), 0)
      await rig.emit(1)
      rig.deliverer.start()
      await until('delivered', async () => (await rig.counts()).delivered === 1)
      rig.clock.later(60_000)
      await rig.indexes.step()
      const names = [`${nameOf(1)}.jpg`, `${nameOf(1)}.json`, INDEX].map((name) =>
        name.replace('gate/', root),
      )
      assert.deepEqual((await rig.keys()).filter((key) => key !== 'there').sort(), names.toSorted())
      const [line] = await rig.indexOf(INDEX.replace('gate/', root))
      assert.equal(line?.key, `${nameOf(1)}.json`.replace('gate/', root))
    }
  })
}

test('a path that an older release took and that no store holds ends the delivery in words, in nobody else’s folder', async (t) => {
  const { store, emit, deliverer, deliveries, keys } = await setUp(t, undefined, BUCKET, 'a/../../../b')
  await store.put(BUCKET, 'there', nothing(), 0)
  await emit(1)
  deliverer.start()
  const dead = async () => (await deliveries.list(PROJECT, {}, { limit: 9 }))[0]
  await until('given up', async () => (await dead())?.state === 'dead')
  assert.match(
    (await dead())?.lastError ?? '',
    /path a\/\.\.\/\.\.\/\.\.\/b: between the slashes of a key lie names/,
  )
  assert.deepEqual(await keys(), ['there'])
})

test('two jobs on one path write beside each other, each with its index', async (t) => {
  const rig = await setUp(t)
  await rig.store.put(BUCKET, 'there', nothing(), 0)
  const output = { eventCenter: false, obs: { bucket: BUCKET, path: 'gate' } }
  const other = plainJob(2)
  await rig.jobs.insert([{ ...other, spec: { ...other.spec, output } }])
  await rig.jobs.claim(hex32(2), 'PENDING', 'w', 1_000)
  await rig.emit(2)
  const row = { ...plainResult(hex32(2), 1, 2), pictureName: undefined }
  await rig.results.append(hex32(2), 1, [row], () => ['obs'])
  rig.deliverer.start()
  await until('both', async () => (await rig.keys()).filter((key) => key.endsWith('.json')).length === 2)
  for (const n of [1, 2])
    await until('noted', async () => (await rig.deliveries.counts(hex32(n))).delivered === 1)
  rig.clock.later(60_000)
  await rig.indexes.step()
  assert.deepEqual(
    (await rig.indexOf()).map((line) => line.message_id),
    [idOf(2)],
  )
  const second = await rig.indexOf(`${HOUR_FOLDER}/index_${hex32(2)}.ndjson`)
  assert.deepEqual(
    second.map((line) => line.message_id),
    [row.messageId],
  )
})

const hourOfJob = (n: number) => ({
  jobId: hex32(n),
  projectId: PROJECT,
  bucket: BUCKET,
  path: 'gate',
  hour: hourOf(plainResult(hex32(n), 1, 1).at),
})

test('a clock set over the turn of an hour and back: each result is in the hour of its own time', async (t) => {
  const rig = await setUp(t)
  await rig.store.put(BUCKET, 'there', nothing(), 0)
  const [first, ahead, back] = [1, 2, 3].map((n) => plainResult(hex32(1), 1, n))
  const rows = [first!, { ...ahead!, at: ahead!.at + HOUR_MS }, { ...back!, at: hourOf(back!.at) - 1 }]
  rig.deliverer.start()
  for (const row of rows) {
    await rig.results.append(hex32(1), 1, [{ ...row, pictureName: undefined }], () => ['obs'])
    rig.clock.later(row === rows[1] ? -HOUR_MS : HOUR_MS)
    rig.deliverer.wake()
  }
  await until('all', async () => {
    rig.later(1_000)
    return (await rig.counts()).delivered === 3
  })
  rig.clock.later(2 * HOUR_MS)
  await rig.indexes.step()
  for (const [hour, n] of [
    ['08', 3],
    ['09', 1],
    ['10', 2],
  ] as const) {
    const lines = await rig.indexOf(INDEX.replace('/09/', `/${hour}/`))
    assert.deepEqual(
      lines.map((line) => line.message_id),
      [idOf(n)],
    )
    assert.ok(String(lines[0]?.key).startsWith(`gate/2026/11/24/${hour}/`))
  }
})

test('wrong keys are told in words, and nothing of the keys is', async (t) => {
  const s3 = await startS3Server([BUCKET])
  t.after(() => s3.stop())
  const rig = await setUp(t, placeOf({ ...s3, accessKey: 'WRONG', secretKey: 'wrong-secret' }))
  await rig.emit(1)
  rig.deliverer.start()
  await until('a failure', () => rig.warned.length > 0)
  assert.match(JSON.stringify(rig.warned), /bucket results: the object store does not know the access key/)
  assert.doesNotMatch(JSON.stringify(rig.warned), /wrong|S3RVER/i)
  assert.equal((await rig.counts()).pending, 1)
  await rig.objectStores.put(PROJECT, placeOf(s3))
  await until('delivered with the right ones', async () => {
    rig.later(60_000)
    return (await rig.counts()).delivered === 1
  })
})

test('a bucket that is deleted in the middle holds everything up, and gets it when it is there again', async (t) => {
  const s3 = await startS3Server([BUCKET])
  t.after(() => s3.stop())
  const rig = await setUp(t, placeOf(s3))
  await rig.emit(1, 2)
  rig.deliverer.start()
  await until('the first', async () => (await rig.counts()).delivered === 2)
  await s3.removeBucket(BUCKET)
  await rig.emit(3, 4)
  await until('a failure', () => rig.warned.length > 0)
  assert.match(JSON.stringify(rig.warned), /there is no bucket results: create it/)
  rig.clock.later(60_000)
  await rig.indexes.step()
  await s3.unplug()
  // It makes its buckets when it starts.
  await s3.plugIn()
  await until('the rest', async () => {
    rig.later(60_000)
    return (await rig.counts()).delivered === 4
  })
  assert.equal((await rig.keys()).filter((key) => key.endsWith('.json')).length, 2)
  rig.clock.later(10 * 60_000)
  await rig.indexes.step()
  assert.equal((await rig.indexOf()).length, 4)
})

for (const [what, answer] of [
  ['says 200 before it has read anything, and hangs up', 'early'],
  ['says 200 and then talks without end', 'endless'],
  ['promises more than it says', 'short'],
] as const) {
  test(`a store that ${what} ends within the time of an attempt, and nothing crashes`, async (t) => {
    const server = createServer((request, response) => {
      response.on('error', () => undefined)
      if (answer === 'early') {
        response.end()
        request.destroy()
        return
      }
      request.resume()
      request.once('end', () => {
        response.writeHead(200, answer === 'short' ? { 'content-length': '1000' } : {})
        response.write('<')
        if (answer === 'short') return void response.destroy()
        const timer = setInterval(() => response.write('x'.repeat(1_000)), 1)
        response.once('close', () => clearInterval(timer))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(async () => {
      server.closeAllConnections()
      server.close()
    })
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const rig = await setUp(t, placeOf({ endpoint, accessKey: 'liar', secretKey: 'liar-secret' }))
    await rig.emit(1)
    const delivery = (await rig.deliveries.list(PROJECT, {}, { limit: 1 }))[0]!
    const [outcome] = await rig.obs.send([delivery], AbortSignal.timeout(5_000))
    assert.ok(outcome)
    assert.doesNotMatch(JSON.stringify(outcome), /liar/)
  })
}

test('an old delivery that is replayed is written to the hour of its result, whose index stays whole', async (t) => {
  const rig = await setUp(t)
  await rig.store.put(BUCKET, 'there', nothing(), 0)
  await rig.emit(1, 3)
  rig.deliverer.start()
  await until('delivered', async () => (await rig.counts()).delivered === 3)
  rig.clock.later(60_000)
  await rig.indexes.step()
  const before = await rig.keys()
  for (const days of [INDEX_DAYS - 1, 2]) {
    rig.clock.later(days * DAY_MS)
    await rig.objectIndex.prune(rig.clock.now() - INDEX_DAYS * DAY_MS)
    await rig.store.remove(BUCKET, `${nameOf(2)}.json`)
    const [found] = (await rig.deliveries.list(PROJECT, {}, { limit: 9 })).filter(
      ({ messageId }) => messageId === idOf(2),
    )
    assert.equal(await rig.deliveries.replay(PROJECT, { ids: [found!.id] }), 1)
    rig.deliverer.wake()
    await until(
      'written again',
      async () => (await rig.store.stat(BUCKET, `${nameOf(2)}.json`)) !== undefined,
    )
    await until('delivered', async () => (await rig.counts()).delivered === 3)
    rig.clock.later(60_000)
    await rig.indexes.step()
    assert.deepEqual(await rig.keys(), before)
    assert.equal((await rig.indexOf()).length, 3, 'the others of that hour are still in it')
  }
})

test('an hour of 50,000 results with long paths is written without being held in memory', async () => {
  const MOST = 50_000
  const results = Array.from({ length: MOST }, (_, n) => ({
    messageId: `M-${String(n).padStart(34, '0')}`,
    at: n,
    eventType: 196_609,
    hasPicture: true,
    hasClip: true,
  }))
  let told = 0
  let seen = 0
  let largest = 0
  let lines = 0
  const store: Pick<ObjectStore, 'put'> = {
    put: async (_bucket, _key, content, size) => {
      told = size
      for await (const chunk of content) {
        seen += chunk.length
        largest = Math.max(largest, chunk.length)
        for (const byte of chunk) if (byte === 10) lines++
      }
    },
  }
  const done: unknown[] = []
  const hour = { ...hourOfJob(1), path: LONGEST, version: MOST }
  const indexes = new IndexWriter({
    objectIndex: {
      due: async () => [hour],
      resultsOf: async () => results,
      indexed: async (which) => void done.push(which),
      written: async () => undefined,
      postponed: async () => undefined,
      prune: async () => 0,
    },
    objectStores: { find: async () => undefined } as never,
    openStore: () => store as ObjectStore,
    clock: { now: () => 0 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await indexes.step()
  assert.deepEqual(done, [hour])
  assert.equal(lines, MOST)
  assert.equal(seen, told)
  assert.ok(told > 100_000_000 && largest < 2_000_000, `${told} bytes, ${largest} at a time`)
})
