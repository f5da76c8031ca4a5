/** What can be seen of a job that is being stopped or deleted, and what is allowed then? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('an analysis that does not answer is ended: its job is STOPPING then STOPPED, or DELETING then gone', async (t) => {
  const camera = await streetCamera(t)
  const { client, log } = await startVigia(t, { dataDir: await dataFolder(t) })
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const idsIn = async (state: 'STOPPING' | 'DELETING') =>
    (await client.jobs.list({ task_state: state })).tasks.map((row) => row.id)
  /** Halts the job's process, so that its end has to be forced and what comes before can be looked at. */
  const halt = async (epoch: number): Promise<void> => {
    await untilState(client, id, 'RUNNING')
    const run = await until(`run ${epoch}`, () =>
      log.find((line) => line.msg === 'run started' && line.job === id && line.epoch === epoch),
    )
    process.kill(Number(run.runPid), 'SIGSTOP')
  }

  await halt(1)
  await client.jobs.stop(id)
  assert.equal((await client.jobs.getV2(id)).state, 'STOPPING')
  assert.deepEqual(await idsIn('STOPPING'), [id])
  await client.jobs.stop(id)
  await assert.rejects(client.jobs.start(id), { code: 'VIAS.00010012' })
  await untilState(client, id, 'STOPPED')

  await client.jobs.start(id)
  await halt(2)
  await client.jobs.delete(id)
  assert.equal((await client.jobs.getV2(id)).state, 'DELETING')
  assert.deepEqual(await idsIn('DELETING'), [id])
  await client.jobs.delete(id)
  for (const refused of [client.jobs.start(id), client.jobs.stop(id)])
    await assert.rejects(refused, { code: 'VIAS.00010012' })
  await until('the job to be gone', async () => (await client.jobs.list()).total === 0)
  await assert.rejects(client.jobs.delete(id), { code: 'VIAS.00010007' })
})
