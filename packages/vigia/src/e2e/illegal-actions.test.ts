/** Is what a job's state does not allow refused, and by the published code? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VigiaError } from '@vigia/sdk'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('what a state does not allow is refused with VIAS.00010012, names the states, and changes nothing', async (t) => {
  const camera = await streetCamera(t)
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const body = intrusionJob('gate', camera.url)
  const id = await create(client, INTRUSION, body)
  const { service_version: _, ...update } = body

  await untilState(client, id, 'RUNNING')
  await assert.rejects(client.jobs.start(id), refused(/start: the job is RUNNING; .*STOPPED/))
  await assert.rejects(
    client.jobs.update(id, { ...update, config: { common: {} } }),
    refused(/the job is RUNNING; stop it before changing/),
  )
  assert.equal((await client.jobs.getV2(id)).state, 'RUNNING')

  await client.jobs.stop(id)
  await untilState(client, id, 'STOPPED')
  await assert.rejects(client.jobs.stop(id), refused(/stop: the job is STOPPED; .*RUNNING/))
  assert.equal((await client.jobs.getV2(id)).state, 'STOPPED')

  // What is allowed there works: change it, start it.
  await client.jobs.update(id, { ...update, name: 'yard', config: { common: {} } })
  await client.jobs.start(id)
  const changed = await untilState(client, id, 'RUNNING')
  assert.deepEqual([changed.name, changed.config], ['yard', { common: {} }])
})

function refused(detail: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof VigiaError)
    assert.deepEqual([error.code, error.status], ['VIAS.00010012', 500])
    assert.match(error.detail, detail)
    return true
  }
}
