/** How does the program end, what does it leave, and who may use its data folder then? */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { alive, isAlive } from './testing/processes.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, refusedStart, startVigia } from './testing/vigia.js'

test('SIGTERM with a job running ends with 0 and leaves no process, and the job goes on after the next start', async (t) => {
  const { dataDir, first, id, all } = await withRunningJob(t)
  assert.ok(all.length >= 3, 'server, analysis and decoder')

  assert.deepEqual(await first.end('SIGTERM'), { code: 0, signal: null })
  assert.deepEqual(await alive(all), [])
  const words = first.log.map(({ msg }) => msg)
  assert.ok(words.lastIndexOf('run process ended') > words.indexOf('stopping'), 'the last lines are written')

  const second = await startVigia(t, { dataDir })
  await untilState(second.client, id, 'RUNNING')
  assert.equal(second.projectId, first.projectId)
  // Ctrl-C is the same.
  const others = await second.processes()
  assert.deepEqual(await second.end('SIGINT'), { code: 0, signal: null })
  assert.deepEqual(await alive(others), [])
})

test('a second start on the same data folder is refused and says who has it; the first one goes on', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await startVigia(t, { dataDir })
  const { code, output } = await refusedStart(t, { dataDir })
  assert.equal(code, 1)
  assert.match(output, new RegExp(`in use by process ${first.pid}; stop it, or give another folder`))
  assert.equal((await first.client.jobs.list()).total, 0)
})

test('after kill -9 of the server alone its analyses end by themselves and its folder is free', async (t) => {
  const { dataDir, first, id, all } = await withRunningJob(t)
  await first.end('SIGKILL')
  const second = await startVigia(t, { dataDir })
  await untilState(second.client, id, 'RUNNING')
  await until('the old processes to be gone', async () => (await alive(all)).length === 0)
  const runs = second.log.filter(({ msg, job }) => msg === 'run started' && job === id)
  assert.deepEqual(
    runs.map(({ epoch }) => epoch),
    [2],
  )
  const now = await second.processes()
  assert.ok(await isAlive(now[0]!))
})

/** A server with one running job, and all processes of it. */
async function withRunningJob(t: TestContext) {
  const camera = await streetCamera(t)
  const dataDir = await dataFolder(t)
  const first = await startVigia(t, { dataDir })
  const id = await create(first.client, INTRUSION, intrusionJob('gate', camera.url))
  await untilState(first.client, id, 'RUNNING')
  const all = await first.processes()
  return { dataDir, first, id, all }
}
