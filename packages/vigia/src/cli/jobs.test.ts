import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fakeVigia, PROJECT } from './testing/fake-vigia.js'
import { runVigia, signedIn } from './testing/run-vigia.js'

const ID = 'b'.repeat(32)

async function setUp(t: TestContext) {
  const fake = await fakeVigia(t)
  return { fake, run: (...args: string[]) => runVigia(['jobs', ...args], { env: signedIn(fake.url) }) }
}

async function folder(t: TestContext, files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-cli-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text)
  return dir
}

test('create: all flags become the body, and the ids are printed', async (t) => {
  const { fake, run } = await setUp(t)
  const dir = await folder(t, {
    'roi.json': '{ "polygons": [] }',
    'config.json': '{"common": {"a": 1, "b": 2}}',
    'schedule.json': '{"schedule": {"type": "weekly", "timezone": "+01:00"}}',
  })
  const { code, out, err } = await run(
    ...['create', 'c-x', '--name', 'gate', '--url', 'rtsp://cam/1', 'rtsp://cam/2', '--url', 'rtsp://cam/3'],
    ...['--webhook', 'https://example.org/a?b=c', '--header', 'X-Key=k=v', 'X-B=2', '--event-center'],
    ...[
      '--config',
      join(dir, 'config.json'),
      '--set',
      'b=3.5',
      'c=true',
      'd=text',
      '--roi',
      join(dir, 'roi.json'),
    ],
    ...['--version', '3.0', '--description', 'the gate', '--schedule', join(dir, 'schedule.json')],
  )
  assert.deepEqual([code, err], [0, ''])
  assert.equal(out, `${'0'.repeat(32)}\n${'1'.repeat(32)}\n${'2'.repeat(32)}\n`)
  assert.deepEqual(fake.seen.at(-1), {
    call: `POST /v2/${PROJECT}/services/c-x/tasks`,
    token: 'token-of-admin',
    body: {
      name: 'gate',
      description: 'the gate',
      service_version: '3.0',
      input: {
        type: 'url',
        data: [
          { url: 'rtsp://cam/1', index: 0 },
          { url: 'rtsp://cam/2', index: 1 },
          { url: 'rtsp://cam/3', index: 2 },
        ],
      },
      output: {
        webhook: { url: 'https://example.org/a?b=c', headers: { 'X-Key': 'k=v', 'X-B': '2' } },
        event_center: true,
      },
      schedule: { type: 'weekly', timezone: '+01:00' },
      config: { common: { a: 1, b: 3.5, c: true, d: 'text', target_roi: '{"polygons":[]}' } },
    },
  })
})

test('create: without a webhook results stay in the event centre', async (t) => {
  const { fake, run } = await setUp(t)
  const { code, out } = await run('create', 'c-x', '--name', 'gate', '--url', 'rtsp://cam/1', '--json')
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), { tasks: [{ id: '0'.repeat(32) }] })
  assert.deepEqual(fake.seen.at(-1)?.body, {
    name: 'gate',
    input: { type: 'url', data: [{ url: 'rtsp://cam/1', index: 0 }] },
    output: { event_center: true },
  })
})

test('create: --file sends a whole body as it is', async (t) => {
  const { fake, run } = await setUp(t)
  const body = {
    name: 'n',
    input: { type: 'vis', data: [{ stream_name: 's' }] },
    output: { event_center: 1 },
    service_version: '3.0',
  }
  const dir = await folder(t, { 'body.json': JSON.stringify(body) })
  assert.equal((await run('create', 'c-x', '--file', join(dir, 'body.json'))).code, 0)
  assert.deepEqual(fake.seen.at(-1)?.body, body)
})

test('create: what is wrong with the flags ends with 2 before the server is asked', async (t) => {
  const { fake, run } = await setUp(t)
  const dir = await folder(t, { 'no.json': 'no', 'list.json': '[]' })
  const job = ['create', 'c-x', '--name', 'n', '--url', 'rtsp://cam/1']
  const wrong: [string[], RegExp][] = [
    [['create', 'c-x', '--url', 'rtsp://cam/1'], /--name is missing/],
    [['create', 'c-x', '--name', 'n'], /--url is missing/],
    [[...job, '--webhook', 'https://x'], /--webhook needs at least one --header/],
    [[...job, '--header', 'a=b'], /--header is given without --webhook/],
    [[...job, '--set', 'novalue'], /--set takes KEY=VALUE/],
    [[...job, '--config', join(dir, 'none.json')], /--config: .*none\.json cannot be read/],
    [[...job, '--roi', join(dir, 'no.json')], /--roi: .*no\.json is no JSON/],
    [[...job, '--config', join(dir, 'list.json')], /holds no JSON object/],
    [[...job, '--file', join(dir, 'no.json')], /'--file <file>' cannot be used with option/],
  ]
  for (const [args, message] of wrong) {
    const { code, err } = await run(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(err, message)
    assert.match(err, /\n {2}what to do: .+\n$/)
  }
  assert.deepEqual(fake.seen, [])
})

test('create: a header that cannot be read is not repeated', async (t) => {
  const { run } = await setUp(t)
  const { code, err } = await run(
    'create',
    'c-x',
    '--name',
    'n',
    '--url',
    'u',
    '--webhook',
    'https://x',
    '--header',
    's3cret',
  )
  assert.equal(code, 2)
  assert.ok(!err.includes('s3cret'))
})

test('create: what the server refuses ends with 1, with its code, cause and advice', async (t) => {
  const { run } = await setUp(t)
  const args = ['create', 'c-none', '--name', 'n', '--url', 'rtsp://cam/1']
  const { code, out, err } = await run(...args)
  assert.deepEqual([code, out], [1, ''])
  assert.equal(
    err,
    'vigia: VIAS.00010002: It failed. service_name: there is no service c-none\n  what to do: Do this.\n',
  )
  const asJson = await run(...args, '--json')
  assert.deepEqual(JSON.parse(asJson.err), {
    error: {
      code: 'VIAS.00010002',
      message: 'VIAS.00010002: It failed. service_name: there is no service c-none',
      advice: 'Do this.',
      exit_code: 1,
    },
  })
})

test('list: a table with its page, filtered as asked', async (t) => {
  const { fake, run } = await setUp(t)
  fake.add(ID, '大门', 'RUNNING')
  fake.add('c'.repeat(32), 'yard', 'STOPPED')
  const { code, out } = await run('list')
  assert.equal(code, 0)
  const lines = out.split('\n')
  assert.match(lines[0]!, /^ID +NAME +STATE +FOR +ALGORITHM +SOURCE$/)
  assert.match(
    lines[1]!,
    new RegExp(`^${ID}  大门  RUNNING +\\d+ \\w+  Intrusion Detection  10\\.0\\.0\\.9/ch1$`),
  )
  assert.deepEqual(lines.slice(3), ['', '2 jobs, page 1 of 1', ''])
  const filtered = await run('list', '--state', 'stopped', '--name', 'ya', '--page', '1', '--page-size', '5')
  assert.match(filtered.out, /1 job, page 1 of 1\n$/)
  assert.match(fake.seen.at(-1)!.call, /page=1&page_size=5&task_state=STOPPED&task_name=ya$/)
  assert.match((await run('list', '--name', 'nothing')).out, /^0 jobs, page 1 of 1\n$/)
})

test("list --json: the server's own answer", async (t) => {
  const { fake, run } = await setUp(t)
  fake.add(ID, 'gate', 'RUNNING')
  const list = JSON.parse((await run('list', '--json')).out)
  assert.deepEqual([list.total, list.page, list.tasks[0].id], [1, 1, ID])
})

test('list: a state or page that cannot be ends with 2', async (t) => {
  const { run } = await setUp(t)
  const state = await run('list', '--state', 'HAPPY')
  assert.equal(state.code, 2)
  assert.match(state.err, /must be one of PENDING, /)
  assert.equal((await run('list', '--page', '0')).code, 2)
  assert.equal((await run('list', '--page-size', '1001')).code, 2)
})

test('show: state, why, source, outputs, parameters and the last changes', async (t) => {
  const { fake, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'PENDING')
  for (const state of ['STARTING', 'RUNNING', 'ABNORMAL'])
    fake.move(job, state, 'waiting for camera, attempt 7')
  const { code, out } = await run('show', ID)
  assert.equal(code, 0)
  assert.match(
    out,
    new RegExp(`^Job +gate \\(${ID}\\)\nState +ABNORMAL for \\d+ \\w+, since 2026-\\d\\d-\\d\\d [\\d:]+Z\n`),
  )
  assert.match(out, /^Why {10}waiting for camera, attempt 7$/m)
  assert.match(out, /^Input {8}url rtsp:\/\/user:\*{6}@10\.0\.0\.9\/ch1$/m)
  assert.match(
    out,
    /^Results to {3}webhook https:\/\/example\.org\/alarms \(headers: X-Key\)\n {13}event centre$/m,
  )
  assert.match(out, /^Deliveries {3}2 delivered, 1 waiting, 0 given up$/m)
  assert.match(out, /^Parameters {3}line_detection_sw = 0\n {13}target_roi = \{"lines":\[\]\}$/m)
  assert.match(out, /^TIME +FROM +TO +BECAUSE +BY\n.+ {2}PENDING +STARTING +test +worker-1$/m)
  const document = JSON.parse((await run('show', ID, '--json')).out)
  assert.deepEqual(Object.keys(document), ['task', 'history', 'deliveries'])
  assert.equal(document.history.length, 3)
})

test('show: a job that is not there ends with 1', async (t) => {
  const { run } = await setUp(t)
  const { code, err } = await run('show', ID)
  assert.equal(code, 1)
  assert.match(err, /VIAS\.00010007/)
})

test('start, stop and delete: one call each, told and as JSON', async (t) => {
  const { fake, run } = await setUp(t)
  fake.add(ID, 'gate', 'RUNNING')
  const calls: string[] = []
  for (const action of ['start', 'stop', 'delete']) {
    const text = await run(action, ID)
    assert.deepEqual([text.code, text.err], [0, ''])
    assert.match(text.out, new RegExp(`^Job ${ID} is .+\\.\n$`))
    calls.push(fake.seen.at(-1)!.call)
    assert.deepEqual(JSON.parse((await run(action, ID, '--json')).out), { id: ID, action, accepted: true })
  }
  const base = `/v2/${PROJECT}/tasks/${ID}`
  assert.deepEqual(calls, [`PUT ${base}/action/start`, `PUT ${base}/action/stop`, `DELETE ${base}`])
})

test('start: a state that does not allow it ends with 1', async (t) => {
  const { fake, run } = await setUp(t)
  fake.add(ID, 'gate', 'STOPPING')
  const { code, err } = await run('start', ID)
  assert.equal(code, 1)
  assert.match(err, /VIAS\.00010012: .*the job is STOPPING/)
})
