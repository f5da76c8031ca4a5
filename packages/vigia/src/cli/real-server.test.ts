import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realServer } from './testing/real-server.js'
import { runVigia } from './testing/run-vigia.js'

const SERVICE = 'c-intrusiondetection-cloud'

test('against the real HTTP server: from sign-in to delete, and what it refuses', async (t) => {
  const { url, projectId } = await realServer(t)
  const env: Record<string, string> = {
    VIGIA_SERVER: url,
    VIGIA_PASSWORD: 'right',
  }
  const ok = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await runVigia(args, { env })
    assert.equal(code, 0, `${args.join(' ')}: ${err}`)
    return out
  }

  // Sign-in; from here on with the token.
  const session = JSON.parse(await ok('token', '--json'))
  assert.equal(session.project_id, projectId)
  env.VIGIA_TOKEN = session.token
  delete env.VIGIA_PASSWORD

  // Two jobs without a version (v1 address), one with (v2 address).
  const address = 'rtsp://user:s3cret@10.0.0.9/ch1'
  const ids2 = (
    await ok('jobs', 'create', SERVICE, '--name', 'gate', '--url', address, 'rtsp://10.0.0.9/ch2')
  )
    .trim()
    .split('\n')
  assert.equal(ids2.length, 2)
  const id = ids2[0]!
  const more = [
    '--version',
    '3.0',
    '--webhook',
    'https://example.org/a',
    '--header',
    'X-Key=k3y',
    '--set',
    'car_detection_sw=1',
  ]
  await ok('jobs', 'create', SERVICE, '--name', 'yard', '--url', 'rtsp://10.0.0.9/ch3', ...more)

  // Seen in list and details, secrets masked.
  const list = JSON.parse(await ok('jobs', 'list', '--state', 'PENDING', '--page-size', '5', '--json'))
  assert.deepEqual(list.tasks.map((task: { name: string }) => task.name).sort(), ['gate-0', 'gate-1', 'yard'])
  assert.match(await ok('jobs', 'list', '--name', 'gate'), /2 jobs, page 1 of 1\n$/)
  const shown = await ok('jobs', 'show', id)
  assert.match(shown, /^Input {8}url rtsp:\/\/user:\*{6}@10\.0\.0\.9\/ch1$/m)
  assert.ok(!shown.includes('s3cret'))
  const yard = list.tasks.find((task: { name: string }) => task.name === 'yard').id
  const details = await ok('jobs', 'show', yard)
  assert.match(details, /headers: X-Key/)
  assert.match(details, /car_detection_sw = 1/)
  assert.ok(!details.includes('k3y'))

  // Stopped and deleted; the engine is not there, so the states stay on the way.
  await ok('jobs', 'stop', id)
  await ok('jobs', 'watch', id, '--until', 'stopping', '--timeout', '30')
  await ok('jobs', 'delete', id)
  const { task, history } = JSON.parse(await ok('jobs', 'show', id, '--json'))
  assert.equal(task.state, 'DELETING')
  assert.deepEqual(history.map((row: { to: string }) => row.to).slice(-2), ['STOPPING', 'DELETING'])

  // Refused.
  const fails = async (exitCode: number, message: RegExp, ...args: string[]): Promise<void> => {
    const { code, err } = await runVigia(args, { env })
    assert.equal(code, exitCode, err)
    assert.match(err, message)
    assert.match(err, /\n {2}what to do: .{5,}\n$/)
  }
  await fails(1, /VIAS\.00010012/, 'jobs', 'start', id)
  await fails(1, /VIAS\.00010007/, 'jobs', 'show', 'f'.repeat(32))
  await fails(
    1,
    /VIAS\.00010002.*no service c-none/,
    'jobs',
    'create',
    'c-none',
    '--name',
    'n',
    '--url',
    address,
  )
  await fails(1, /VIAS\.00010001: .*name/, 'jobs', 'create', SERVICE, '--name', 'no spaces', '--url', address)
  await fails(1, /VIAS\.00010011/, 'jobs', 'create', SERVICE, '--name', 'yard', '--url', address)
  env.VIGIA_TOKEN = 'another'
  await fails(4, /X-Auth-Token: the token is unknown/, 'jobs', 'list')
  delete env.VIGIA_TOKEN
  env.VIGIA_PASSWORD = 'wrong'
  await fails(4, /SIGN_IN/, 'jobs', 'list')
})
