/** Does the example that a VIAS user may run against any server pass against ours, and fail where it should? */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { atEnd } from './testing/cleanup.js'
import { Receiver } from './testing/receiver.js'
import { CAMERA_PASSWORD, streetCamera } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, PASSWORD, startVigia } from './testing/vigia.js'

const TOUR = fileURLToPath(new URL('../../../../examples/dist/vias-tour.js', import.meta.url))

async function walk(t: TestContext, env: Record<string, string>, ...flags: string[]) {
  const child = spawn(process.execPath, [TOUR, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, VIGIA_PASSWORD: PASSWORD, ...env },
  })
  atEnd(t, async () => void child.kill('SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

test('the tour through VIAS passes on a real server with a real camera, and leaves no job behind', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const { client, url } = await startVigia(t, { dataDir: await dataFolder(t) })
  const env = { VIGIA_SERVER: url, TOUR_STREAM: camera.url, TOUR_WEBHOOK: receiver.url }

  await t.test('with all chapters', async (t) => {
    const { code, out, err } = await walk(t, env)
    assert.equal(code, 0, out + err)
    t.diagnostic(out)
    const told = [
      /POST \/v2\/\{project_id\}\/services\/c-intrusiondetection-cloud\/tasks 200\n +two inputs, two jobs/,
      /PENDING → SCHEDULING → STARTING → (ABNORMAL → )?RUNNING → STOPPING → STOPPED → PENDING/,
      /PENDING, schedule ACTIVATED: Waiting for the next window of its schedule: it begins on /,
      /VIAS\.00010012 This operation is not allowed\.\n +start: the job is RUNNING/,
      /event 196609 at /,
      /All \d+ steps were answered as expected\./,
    ]
    for (const line of told) assert.match(out, line)
    for (const secret of [PASSWORD, CAMERA_PASSWORD]) assert.ok(!(out + err).includes(secret))
    assert.equal((await client.jobs.list()).total, 0)
    await until('an alarm of the tour at the webhook', () => receiver.messages.length > 0)
    assert.match(String(receiver.received[0]?.headers['x-tour']), /^tour-[0-9a-f]{6}$/)
  })

  await t.test("without Vigia's own calls", async (t) => {
    const { code, out, err } = await walk(t, env, '--vias-only')
    assert.equal(code, 0, out + err)
    assert.doesNotMatch(out, /history|\/v1\/\{project_id\}\/infer\/services/)
    assert.equal((await client.jobs.list()).total, 0)
  })

  await t.test('where a job does not come up it ends with 1, says why, and removes its jobs', async (t) => {
    await camera.unplug()
    const { code, err } = await walk(t, env, '--patience', '3')
    assert.equal(code, 1)
    assert.match(
      err,
      /The tour ends here: GET .*: job tour-.*-pair-0 did not become RUNNING within 3 s; it is /,
    )
    await until('its jobs to be gone', async () => (await client.jobs.list()).total === 0)
  })
})

test('the tour says what it was not told', async (t) => {
  const { code, err } = await walk(t, {})
  assert.equal(code, 2)
  assert.match(err, /^--stream is missing/)
  assert.match((await walk(t, {}, '--steam', 'x')).err, /'--steam'/)
  assert.match(
    (await walk(t, { VIGIA_PASSWORD: '' }, '--stream', 'rtsp://x')).err,
    /^VIGIA_PASSWORD is not set/,
  )
})
