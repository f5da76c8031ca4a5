/** What becomes of a job whose analysis process dies? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alive, type Proc } from './testing/processes.js'
import { create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

test('a job whose analysis is killed is RECOVERING, then RUNNING with a higher epoch; the other job feels nothing', async (t) => {
  const camera = await streetCamera(t)
  const { client, log, processes } = await startVigia(t, { dataDir: await dataFolder(t) })
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const other = await create(client, INTRUSION, intrusionJob('yard', camera.url))
  await untilState(client, id, 'RUNNING')
  await untilState(client, other, 'RUNNING')
  const runs = () => log.filter(({ msg, job }) => msg === 'run started' && job === id)
  const pid = Number(runs()[0]?.runPid)
  const old = (await processes()).filter((proc) => proc.pid === pid)
  assert.equal(old.length, 1, 'the log names the process')

  process.kill(pid, 'SIGKILL')
  await until('the second run', () => runs().length === 2)
  await untilState(client, id, 'RUNNING')
  await gone(old)
  assert.deepEqual(
    runs().map(({ epoch }) => epoch),
    [1, 2],
  )
  const history = await client.jobs.history(id)
  assert.deepEqual(
    history.map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'RUNNING', 'RECOVERING', 'RUNNING'],
  )
  assert.match(history[3]?.cause ?? '', /ended unexpectedly/)
  await until('a result of the second run', async () => {
    const [newest] = (await client.jobs.results(id, { limit: 1 })).results
    return newest?.vigia.epoch === 2
  })
  assert.deepEqual(
    (await client.jobs.history(other)).map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'RUNNING'],
  )

  // Once more: now it waits before the next start, so that its reason can be read.
  process.kill(Number(runs()[1]?.runPid), 'SIGKILL')
  const again = await untilState(client, id, 'RECOVERING')
  assert.match(
    again.status ?? '',
    /ended unexpectedly \(signal SIGKILL\).*Start 2 of this series follows in 1 s/,
  )
  await untilState(client, id, 'RUNNING')
  assert.equal(runs().at(-1)?.epoch, 3)
})

async function gone(procs: Proc[]): Promise<void> {
  await until('the killed process to be gone', async () => (await alive(procs)).length === 0)
}
