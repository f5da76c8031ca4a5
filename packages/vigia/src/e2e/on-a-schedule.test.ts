/** Does a job run in the windows of its schedule only, also over a kill -9 and a restart behind a window's end? */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { CreateTask } from '@vigia/contract'
import { type Camera, create, INTRUSION, intrusionJob, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'
import { monthly, wallTime, weekly } from './testing/windows.js'

/** Time for a job to come up in its window; doubled where the machine is too busy. */
const OPEN_S = 25
/** Longer than a stop may take, so that the rest between two windows can be seen. */
const GAP_S = 12

// Both wait for ends of windows most of the time.
describe('schedules', { concurrency: true }, () => {
  test('a job runs in its window, rests behind it telling the next one, and runs again in that', async (t) => {
    const { vigia, camera } = await withCamera(t)
    const { client, log } = vigia
    const { id, now, seconds } = await runningInWindow(vigia, camera, (now, seconds) =>
      monthly(now, { begin: -60, end: seconds }, { begin: seconds + GAP_S, end: 3_600 }),
    )
    assert.equal((await client.jobs.getV2(id)).schedule_status, 'ACTIVATED')

    const resting = await untilState(client, id, 'PENDING')
    const next = wallTime(now, seconds + GAP_S)
    const day = next.date.toISOString().slice(0, 10)
    assert.ok(
      resting.status?.includes(
        `it begins on ${weekday(next.date)} ${day} ${next.time} (${next.timezone}) and ends on`,
      ),
      resting.status,
    )
    assert.equal(resting.schedule_status, 'ACTIVATED')
    const history = await client.jobs.history(id)
    const closed = history.find(({ to }) => to === 'STOPPING')
    assert.deepEqual(
      [closed?.from, closed?.actor, closed?.cause],
      ['RUNNING', 'schedule', 'window of the schedule closed'],
    )
    assert.ok(
      Date.parse(closed?.at ?? '') >= now + seconds * 1000 - 1_000,
      'not before the end of the window',
    )

    const again = await untilState(client, id, 'RUNNING')
    assert.equal(again.status, undefined, 'what it waited for is over')
    assert.deepEqual(
      (await client.jobs.history(id)).map(({ to }) => to),
      ['SCHEDULING', 'STARTING', 'RUNNING', 'STOPPING', 'PENDING', 'SCHEDULING', 'STARTING', 'RUNNING'],
    )
    assert.deepEqual(runsOf(vigia, id), [1, 2])
    assert.ok(
      log.some(({ msg, job, cause }) => msg === 'schedule' && job === id && String(cause).includes('opened')),
    )

    // Stopped in its window it stays stopped: the schedule is disarmed.
    await client.jobs.stop(id)
    const stopped = await untilState(client, id, 'STOPPED')
    assert.equal(stopped.schedule_status, 'INACTIVATED')
  })

  test('killed in its window and started behind the end of it, a job rests and was not started again', async (t) => {
    const { vigia: old, camera, dataDir } = await withCamera(t)
    const { id, now, seconds } = await runningInWindow(old, camera, (now, seconds) =>
      weekly(now, { begin: -60, end: seconds }),
    )
    await old.end('SIGKILL')
    await until('the end of the window', () => Date.now() > now + seconds * 1000 + 1_000)

    const vigia = await startVigia(t, { dataDir })
    const resting = await untilState(vigia.client, id, 'PENDING')
    const next = new Date(wallTime(now).date.getTime() + 7 * 86_400_000).toISOString().slice(0, 10)
    assert.match(
      resting.status ?? '',
      new RegExp(`Waiting for the next window of its schedule: it begins on .* ${next} `),
    )
    assert.equal(resting.schedule_status, 'ACTIVATED')
    const path = ['SCHEDULING', 'STARTING', 'RUNNING', 'STOPPING', 'PENDING']
    const history = await vigia.client.jobs.history(id)
    assert.deepEqual(
      history.map(({ to }) => to),
      path,
    )
    assert.equal(history.at(-2)?.actor, 'schedule')
    // The engine and the worker have looked several times by the time another job runs.
    const other = await create(vigia.client, INTRUSION, intrusionJob('other', camera.url))
    await untilState(vigia.client, other, 'RUNNING')
    assert.deepEqual(runsOf(vigia, id), [])
    assert.equal((await vigia.client.jobs.getV2(id)).state, 'PENDING')
  })
})

async function withCamera(t: TestContext) {
  const camera = await streetCamera(t)
  const dataDir = await dataFolder(t)
  return { camera, dataDir, vigia: await startVigia(t, { dataDir }) }
}

/** A job that came up in the first window of its schedule, which `now` and `seconds` tell the end of. */
async function runningInWindow(
  { client }: Vigia,
  camera: Camera,
  schedule: (now: number, seconds: number) => CreateTask['schedule'],
): Promise<{ id: string; now: number; seconds: number }> {
  for (let seconds = OPEN_S; ; seconds *= 2) {
    const now = Date.now()
    const body = { ...intrusionJob(`within-${seconds}`, camera.url), schedule: schedule(now, seconds) }
    const id = await create(client, INTRUSION, body as CreateTask)
    const isUp = await until('the job to run, or its window to be nearly over', async () => {
      const { state } = await client.jobs.getV2(id)
      if (state === 'RUNNING') return 'yes'
      return Date.now() > now + (seconds - 2) * 1000 ? 'no' : undefined
    })
    if (isUp === 'yes') return { id, now, seconds }
    await client.jobs.delete(id)
  }
}

function runsOf({ log }: Vigia, id: string): unknown[] {
  return log.filter(({ msg, job }) => msg === 'run started' && job === id).map(({ epoch }) => epoch)
}

function weekday(date: Date): string {
  return date.toUTCString().slice(0, 3)
}
