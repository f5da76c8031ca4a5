/** What becomes of a job whose very first start lacks something that this installation does not have? */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { access, copyFile, mkdir, realpath } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { tempFolder } from '@vigia/testing'
import { atEnd } from './testing/cleanup.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('a job whose detector cannot be fetched is CREATE_FAILED; one with the detector that is there runs', async (t) => {
  const camera = await streetCamera(t)
  const registry = `http://127.0.0.1:${await closedPort()}/`
  const { client } = await startVigia(t, {
    dataDir: await folderWithDefaultModel(t),
    env: { npm_config_registry: registry, npm_config_noproxy: '127.0.0.1' },
  })
  const plain = intrusionJob('plain', camera.url)
  const common = { ...plain.config?.common, detector_model: 'efficientdet-lite2' }
  const id = await create(client, INTRUSION, { ...plain, name: 'accurate', config: { common } })
  const other = await create(client, INTRUSION, plain)
  const job = await untilState(client, id, 'CREATE_FAILED')
  assert.equal(job.error?.code, 'VIGIA.MODEL')
  assert.match(job.status ?? '', /could not fetch .*ECONNREFUSED.*npm config get registry/)
  assert.equal((await client.jobs.get(id)).state, 'CREATE_FAILED', 'v1 knows this state too')
  assert.deepEqual(
    (await client.jobs.history(id)).map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'CREATE_FAILED'],
  )
  await assert.rejects(client.jobs.stop(id), { code: 'VIAS.00010012' })
  await untilState(client, other, 'RUNNING')

  await t.test('started again as it is it is START_FAILED; given another detector it runs', async () => {
    await client.jobs.start(id)
    const again = await untilState(client, id, 'START_FAILED')
    assert.equal(again.error?.code, 'VIGIA.MODEL')

    const { service_version: _, ...update } = plain
    await client.jobs.update(id, { ...update, name: 'accurate' })
    assert.equal((await client.jobs.getV2(id)).state, 'START_FAILED', 'an update starts nothing')
    await client.jobs.start(id)
    const running = await untilState(client, id, 'RUNNING')
    assert.deepEqual([running.error, running.status], [undefined, undefined])
  })

  await client.jobs.delete(id)
  assert.equal((await untilState(client, other, 'RUNNING')).error, undefined)
})

/** A data folder with a model folder of its own, in which nothing but the default model lies. */
async function folderWithDefaultModel(t: TestContext): Promise<string> {
  const shared = await dataFolder(t)
  const models = await realpath(join(shared, 'models'))
  const files = ['efficientdet-lite0.onnx', 'efficientdet-lite0.json']
  const isThere = await access(join(models, files[1]!)).then(
    () => true,
    () => false,
  )
  // The first start on a machine fetches it.
  if (!isThere) await (await startVigia(t, { dataDir: shared })).end('SIGTERM')
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  await mkdir(join(folder.path, 'models'))
  for (const file of files) await copyFile(join(models, file), join(folder.path, 'models', file))
  return folder.path
}

/** A port of the loopback on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
