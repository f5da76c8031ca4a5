import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type FakeJob, fakeVigia, tick } from './testing/fake-vigia.js'
import { runVigia, signedIn } from './testing/run-vigia.js'

const ID = 'b'.repeat(32)

/**
 * Watches; `steps` run one per look, before the look is answered, and the last one done ends it like Ctrl-C.
 * Each look begins with the request that `looks` matches.
 */
async function setUp(t: TestContext) {
  const fake = await fakeVigia(t)
  const ctrlC = new AbortController()
  const script = (looks: RegExp, steps: (() => void)[]) => {
    fake.before = (call) => {
      if (!looks.test(call)) return
      const step = steps.shift()
      if (step) step()
      else ctrlC.abort()
    }
  }
  const run = (...args: string[]) =>
    runVigia(['jobs', 'watch', ...args], { env: signedIn(fake.url), interrupt: ctrlC.signal })
  return { fake, script, run }
}

const DETAILS = new RegExp(`^GET /v2/[^/]+/tasks/${ID}$`)
const LIST = /^GET \/v2\/[^/]+\/tasks\?/
const nothing = (): void => undefined

let messages = 0
function emit(job: FakeJob, count = 1): void {
  for (let i = 0; i < count; i++) {
    job.results.push({
      message_id: `M-${++messages}`,
      at: tick(),
      event_type: 196609,
      data: { event_set: [{}, {}] },
    })
  }
}
const documents = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

test('a job: its state at first, then only what changes, in order; Ctrl-C ends with 0', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'PENDING')
  emit(job)
  script(DETAILS, [
    nothing,
    nothing,
    () => {
      fake.move(job, 'STARTING')
      fake.move(job, 'RUNNING', 'Analysing.')
      emit(job)
    },
    () => emit(job, 2),
    nothing,
  ])
  const { code, out, err } = await run(ID)
  assert.deepEqual([code, err], [0, ''])
  const lines = out.trimEnd().split('\n')
  assert.equal(lines.length, 6, out)
  assert.match(lines[0]!, /^2026-05-04 [\d:]+Z {2}gate {2}PENDING$/)
  assert.match(lines[1]!, / {2}gate {2}PENDING → STARTING$/)
  assert.match(lines[2]!, / {2}gate {2}STARTING → RUNNING {2}Analysing\.$/)
  const ids = job.results.slice(1).map((r) => r.message_id)
  for (const [i, id] of ids.entries()) {
    assert.match(
      lines[3 + i]!,
      new RegExp(`gate {2}result {2}Intrusion Detection, type 196609, 2 objects {2}${id}$`),
    )
  }
})

test('a reason that changes within a state is told', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'ABNORMAL')
  const say = (status: string) => () => Object.assign(job, { status, updated_at: tick() })
  script(DETAILS, [say('attempt 1'), say('attempt 2'), nothing])
  const { out } = await run(ID, '--json')
  assert.deepEqual(
    documents(out).map((d) => [d.type, d.state, d.status]),
    [
      ['state', 'ABNORMAL', 'attempt 1'],
      ['state', 'ABNORMAL', 'attempt 2'],
    ],
  )
})

test('more results than a page between two looks are all told, once', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'RUNNING')
  emit(job, 3)
  script(DETAILS, [nothing, () => emit(job, 250), nothing])
  const { out } = await run(ID, '--json')
  const told = documents(out).filter((d) => d.type === 'result')
  assert.deepEqual(
    told.map((d) => d.result.message_id),
    job.results.slice(3).map((r) => r.message_id),
  )
})

test('the results of a run that ended between two looks are told', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'clip', 'PENDING')
  const finish = (): void => {
    fake.move(job, 'RUNNING')
    emit(job)
    fake.move(job, 'SUCCEEDED')
  }
  script(DETAILS, [nothing, finish, nothing])
  const { out } = await run(ID, '--json')
  assert.deepEqual(
    documents(out).map((d) => d.state ?? d.type),
    ['PENDING', 'RUNNING', 'SUCCEEDED', 'result'],
  )
})

test('all jobs: new ones and deleted ones are told too', async (t) => {
  const { fake, script, run } = await setUp(t)
  const gate = fake.add(ID, 'gate', 'RUNNING')
  const appear = (): void => emit(fake.add('c'.repeat(32), 'yard', 'RUNNING'))
  script(LIST, [nothing, appear, () => fake.jobs.delete(gate.id), nothing])
  const { code, out } = await run('--json')
  assert.equal(code, 0)
  assert.deepEqual(
    documents(out).map((d) => [d.type, d.name]),
    [
      ['state', 'gate'],
      ['state', 'yard'],
      ['result', 'yard'],
      ['gone', 'gate'],
    ],
  )
})

test('a server that goes away and comes back loses nothing', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'RUNNING')
  const leave = (): void => {
    fake.down = true
  }
  const comeBack = (): void => {
    fake.down = false
    emit(job)
  }
  script(DETAILS, [nothing, leave, nothing, comeBack, nothing])
  const { code, out, err } = await run(ID, '--json')
  assert.equal(code, 0)
  assert.equal(documents(out).filter((d) => d.type === 'result').length, 1)
  assert.match(err, /^UNREACHABLE: .*; trying again\n$/)
})

test('results that could not be fetched are told by a later look, although the run has ended', async (t) => {
  const { fake, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'RUNNING')
  let looks = 0
  let failed = false
  fake.before = (call) => {
    if (DETAILS.test(call) && ++looks === 2) {
      emit(job)
      fake.move(job, 'SUCCEEDED')
    }
    fake.down = looks === 2 && call.includes('/results') && !failed
    failed ||= fake.down
  }
  const { code, out } = await run(ID, '--json', '--until', 'succeeded')
  assert.equal(code, 0)
  assert.deepEqual(
    documents(out).map((d) => d.state ?? d.type),
    ['RUNNING', 'SUCCEEDED', 'result'],
  )
})

test('--until ends with 0 once the state has been there, even between two looks', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'clip', 'PENDING')
  const finish = (): void => {
    fake.move(job, 'RUNNING')
    fake.move(job, 'SUCCEEDED')
  }
  script(DETAILS, [nothing, finish])
  assert.equal((await run(ID, '--until', 'RUNNING', '--timeout', '60')).code, 0)
})

test('--until ends with 1 when the job comes to rest in another state', async (t) => {
  const { fake, script, run } = await setUp(t)
  const job = fake.add(ID, 'gate', 'STARTING')
  script(DETAILS, [nothing, () => fake.move(job, 'START_FAILED')])
  const { code, err } = await run(ID, '--until', 'RUNNING')
  assert.equal(code, 1)
  assert.match(err, /at rest in START_FAILED and was not RUNNING/)
})

test('--until ends with 1 after --timeout, and says the state', async (t) => {
  const { fake, run } = await setUp(t)
  fake.add(ID, 'gate', 'PENDING')
  const { code, err } = await run(ID, '--until', 'RUNNING', '--timeout', '1')
  assert.equal(code, 1)
  assert.match(err, /was not RUNNING within 1 s; it is PENDING/)
})

test('a job that is deleted ends the watch: with 0, or with 1 when something else was waited for', async (t) => {
  const { fake, script, run } = await setUp(t)
  const remove = () => fake.jobs.delete(ID)
  fake.add(ID, 'gate', 'RUNNING')
  script(DETAILS, [nothing, remove])
  const plain = await run(ID)
  assert.equal(plain.code, 0)
  assert.match(plain.out, /gate {2}is deleted/)
  fake.add(ID, 'gate', 'RUNNING')
  script(DETAILS, [nothing, remove])
  assert.equal((await run(ID, '--until', 'STOPPED')).code, 1)
})

test('a job or server that is not there at the first look is an error', async (t) => {
  const { run } = await setUp(t)
  assert.equal((await run(ID)).code, 1)
  const env = { VIGIA_SERVER: 'http://127.0.0.1:1', VIGIA_PASSWORD: 'p' }
  assert.equal((await runVigia(['jobs', 'watch'], { env })).code, 3)
})

test('--until without a job and --timeout without --until end with 2', async (t) => {
  const { run } = await setUp(t)
  assert.equal((await run('--until', 'RUNNING')).code, 2)
  assert.equal((await run(ID, '--timeout', '5')).code, 2)
})

test('Ctrl-C is a signal of the process where nothing else is given', async (t) => {
  const fake = await fakeVigia(t)
  fake.add(ID, 'gate', 'RUNNING')
  let looks = 0
  fake.before = (call) => {
    if (DETAILS.test(call) && ++looks === 2) process.emit('SIGINT')
  }
  const { code } = await runVigia(['jobs', 'watch', ID], { env: signedIn(fake.url) })
  assert.equal(code, 0)
  assert.equal(process.listenerCount('SIGINT'), 0)
})
