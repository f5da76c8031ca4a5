/** Videos in object storage: a folder of them in one job, from a store of the project's own and from the embedded one. */
import assert from 'node:assert/strict'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { CreateTask } from '@vigia/contract'
import { addressPolicy } from '@vigia/core'
import { objectStores } from '@vigia/server'
import { runCommand, type S3Server, startS3Server, tempFolder } from '@vigia/testing'
import { callsOf } from './testing/calls.js'
import { atEnd } from './testing/cleanup.js'
import { alive, killHard } from './testing/processes.js'
import { create, INTRUSION, STREET_ROI, streetClip, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'

const BUCKET = 'footage'
const KEYS = ['day/1.mp4', 'day/2.mp4', 'day/3.mp4']
const RUN = /run-process\.js/

const folderJob = (name: string, path = 'day'): CreateTask => ({
  name,
  service_version: '3.0',
  input: { type: 'obs', data: [{ bucket: BUCKET, path }] },
  output: { event_center: true },
  config: { common: { target_roi: JSON.stringify(STREET_ROI) } },
})

/** Its first seconds, in which somebody crosses already. */
async function shortStreet(t: TestContext): Promise<string> {
  const { video } = await streetClip()
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  const short = join(folder.path, 'short.mp4')
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-i', video, '-t', '8', '-c', 'copy', short])
  return short
}

/** An S3 server with the drawn street three times below one prefix, and something that is no video among them. */
async function filledServer(t: TestContext): Promise<S3Server> {
  const server = await startS3Server([BUCKET])
  atEnd(t, () => server.stop())
  const { endpoint, accessKey, secretKey } = server
  const open = objectStores({ dataDir: '/nowhere', policy: addressPolicy('media', '127.0.0.0/8') })
  const store = open({ kind: 's3', endpoint, region: 'us-east-1', accessKey, secretKey, addressing: 'path' })
  const video = await shortStreet(t)
  const { size } = await stat(video)
  for (const key of KEYS) await store.put(BUCKET, key, createReadStream(video), size)
  async function* noVideo(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('no video')
  }
  await store.put(BUCKET, 'day/2-broken.mp4', noVideo(), 8)
  return server
}

const storeOf = ({ endpoint, accessKey, secretKey }: S3Server) => ({
  endpoint,
  access_key: accessKey,
  secret_key: secretKey,
})

async function resultsOf(client: Vigia['client'], id: string) {
  const { results } = await client.jobs.results(id, { limit: 100 })
  return results.toReversed()
}

/** How many results there are of each object, by its key. */
async function countsOf(client: Vigia['client'], id: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { stream_id } of await resultsOf(client, id)) counts[stream_id] = (counts[stream_id] ?? 0) + 1
  return counts
}

test('a job on a folder in an S3 store', async (t) => {
  const server = await filledServer(t)
  const dataDir = await dataFolder(t)
  const vigia = await startVigia(t, { dataDir })
  const { client } = vigia
  const call = await callsOf(vigia)
  const shown = await call('PUT', 'object-store', storeOf(server))

  await t.test('its keys are masked, and not in what is on disk', async () => {
    assert.deepEqual([shown.type, shown.access_key, shown.secret_key], ['s3', server.accessKey, '******'])
    const again = await call('PUT', 'object-store', { ...storeOf(server), secret_key: '******' })
    assert.deepEqual(again, shown)
  })

  await t.test('what is not there is refused when the job is made, by name', async () => {
    const { code, detail } = await create(client, INTRUSION, folderJob('lost', 'night')).then(
      () => ({ code: '', detail: '' }),
      (error: { code: string; detail: string }) => error,
    )
    assert.equal(code, 'VIAS.0010045')
    assert.match(detail ?? '', /input\.data\[0\]\.path: bucket footage has no object "night"/)
  })

  const id = await create(client, INTRUSION, folderJob('all'))
  const commands = new Set<string>()
  const statuses = new Set<string>()
  await until('the job to end', async () => {
    for (const { command } of await vigia.processes()) commands.add(command)
    const { state, status } = await client.jobs.getV2(id)
    if (status) statuses.add(status)
    return state === 'SUCCEEDED' || state === 'FAILED'
  })
  const details = await untilState(client, id, 'SUCCEEDED')

  await t.test('it SUCCEEDS with results of each video, and tells which could not be read', async () => {
    const counts = await countsOf(client, id)
    assert.deepEqual(Object.keys(counts), KEYS)
    assert.equal(new Set(Object.values(counts)).size, 1, 'three times the same video')
    assert.match(
      details.status ?? '',
      /^3 objects were analysed: \d+ frames, \d+ results\. 1 could not be read\. /,
    )
    assert.match(details.status ?? '', /day\/2-broken\.mp4: It is not a video/)
  })

  await t.test('its status told which it was at', () => {
    const told = [...statuses].filter((status) => /^object \d of 4: day\/\d\.mp4/.test(status))
    assert.ok(told.length >= 2, [...statuses].join('\n'))
  })

  await t.test('no key and no address was in the process list or the log', () => {
    assert.ok([...commands].some((command) => /ffmpeg/.test(command)))
    for (const text of [...commands, vigia.output()])
      assert.doesNotMatch(text, /S3RVER|X-Amz-Signature|127\.0\.0\.1:\d+\/footage/i)
  })
})

test('kill -9 of everything while the second of three videos is analysed', async (t) => {
  const server = await filledServer(t)
  const dataDir = await dataFolder(t)
  const old = await startVigia(t, { dataDir })
  await (await callsOf(old))('PUT', 'object-store', storeOf(server))
  const id = await create(old.client, INTRUSION, folderJob('cut'))
  await untilState(old.client, id, 'RUNNING', ({ status }) =>
    /^object 3 of 4: day\/2\.mp4/.test(status ?? ''),
  )
  const victims = await old.processes()
  const ended = old.end('SIGKILL')
  for (const proc of victims) if (RUN.test(proc.command)) await killHard(proc)
  await ended
  await until('the old processes to be gone', async () => (await alive(victims)).length === 0)

  const { client } = await startVigia(t, { dataDir })
  const { status } = await untilState(client, id, 'SUCCEEDED')

  await t.test('the next run went on with the second, and the end tells of all three', async () => {
    assert.match(status ?? '', /^3 objects were analysed: .* 1 could not be read\. day\/2-broken\.mp4/)
    const epochsOf = new Map<string, Set<number>>()
    for (const { stream_id, vigia } of await resultsOf(client, id))
      epochsOf.set(stream_id, (epochsOf.get(stream_id) ?? new Set()).add(vigia.epoch))
    assert.deepEqual([...epochsOf.get(KEYS[0]!)!], [1], 'the first was not analysed again')
    assert.ok(epochsOf.get(KEYS[1]!)?.has(2))
    assert.deepEqual([...epochsOf.get(KEYS[2]!)!], [2])
  })

  await t.test('started again it begins with the first', async () => {
    await client.jobs.start(id)
    await until('a result of the first video of the new start', async () =>
      (await resultsOf(client, id)).some(
        ({ stream_id, vigia }) => stream_id === KEYS[0] && vigia.epoch === 3,
      ),
    )
  })
})

test('a job on a video that was uploaded to the embedded store', async (t) => {
  const dataDir = await dataFolder(t)
  const vigia = await startVigia(t, { dataDir })
  const { client } = vigia
  const { token, projectId } = await client.session()
  const video = await shortStreet(t)
  const upload = async (key: string, body: Blob) => {
    const address = `${vigia.url}/v2/${projectId}/buckets/${BUCKET}/objects?key=${encodeURIComponent(key)}`
    const answer = await fetch(address, { method: 'PUT', headers: { 'x-auth-token': token }, body })
    assert.equal(answer.status, 200, await answer.clone().text())
    return (await answer.json()) as { size: number }
  }
  const blob = await openAsBlob(video)
  assert.equal((await upload('day/gate 1.mp4', blob)).size, blob.size)
  await upload('broken/a.mp4', new Blob(['no video']))

  await t.test('it SUCCEEDS with its results', async () => {
    const id = await create(client, INTRUSION, folderJob('uploaded', 'day/gate 1.mp4'))
    const { status } = await untilState(client, id, 'SUCCEEDED')
    assert.match(status ?? '', /^1 object was analysed/)
    assert.ok(((await countsOf(client, id))['day/gate 1.mp4'] ?? 0) > 0)
  })

  await t.test('a file that an operator copies into the folder of a bucket is an object', async () => {
    const folder = join(dataDir, 'buckets', projectId, BUCKET, 'day')
    await writeFile(join(folder, 'copied.mp4'), 'copied')
    const call = await callsOf(vigia)
    const { objects } = await call<{ objects: { key: string }[] }>(
      'GET',
      `buckets/${BUCKET}/objects?prefix=day/`,
    )
    assert.deepEqual(
      objects.map(({ key }) => key),
      ['day/copied.mp4', 'day/gate 1.mp4'],
    )
  })

  await t.test('a job none of whose objects can be read fails with the reason', async () => {
    const id = await create(client, INTRUSION, folderJob('broken', 'broken'))
    const { status, error } = await untilState(client, id, 'START_FAILED')
    assert.match(status ?? '', /^No object could be read\. broken\/a\.mp4: /)
    assert.equal(error?.code, 'SOURCE.NOT_VIDEO')
  })
})
