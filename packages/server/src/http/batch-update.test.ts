import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Job, type JobState, ParameterError, type Release } from '@vigia/core'
import { plainSource, uuid } from '@vigia/core/conformance'
import { addGroup, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { algorithm, createJob, putState, SERVICE, testApp } from './test-app.js'

const webhook = (key: string, url = 'https://hooks.example.org/in') => ({
  webhook: { url, headers: { 'X-Key': key } },
})
const schedule = {
  type: 'weekly',
  timezone: '+00:00',
  days_of_week: [2],
  periods: [[{ begin_at: '09:00:00', end_at: '10:00:00' }]],
}

/** A batch of sources 1 to 3 whose jobs are stopped. */
async function setUp(t: { after(fn: () => Promise<void>): void }, change: Record<string, unknown> = {}) {
  const asked: string[] = []
  const validate: Release['validate'] = ({ target_roi }) => {
    if (target_roi === 'bad') throw new ParameterError('target_roi', 'is bad')
  }
  const app = await testApp({
    deps: {
      algorithms: new Map([
        [SERVICE, { ...algorithm, releases: [{ ...algorithm.releases[0], validate }] as [Release] }],
      ]),
      checkWebhook: async (url) => void asked.push(url),
    },
  })
  t.after(() => app.close())
  await addGroup(app, 1, [1, 2, 3])
  await addGroup(app, 2, [3, 4])
  const calls = batchCalls(app)
  const { id } = (await calls.create(change)).body as { id: string }
  const jobs = async (): Promise<Job[]> => {
    const found = await Promise.all((await calls.members(id)).map((job) => app.stores.jobs.find(job.id)))
    return found.flatMap((job) => job ?? [])
  }
  const put = async (state: JobState) => {
    for (const job of await jobs()) await putState(app, job.id, state)
  }
  await put('STOPPED')
  const update = (body: unknown) => calls.update(id, body)
  const result = (total: number, failed = 0) => ({
    id,
    total_count: total,
    failed_count: failed,
    succeed_count: total - failed,
  })
  return { app, id, asked, jobs, put, ...calls, update, result }
}

test('a new name and description are given to the batch and its jobs, also while they run', async (t) => {
  const { app, update, jobs, list, put, result } = await setUp(t)
  const [first] = await jobs()
  await app.call('PUT', `/v2/${app.projectId}/services/${SERVICE}/tasks/${first!.id}`, { name: 'own' })
  await put('RUNNING')
  const { status, body } = await update({ name: 'garden', description: 'new' })
  assert.deepEqual([status, body], [200, { ...result(3), error_list: [] }])
  assert.deepEqual(
    (await jobs()).map(({ name, description }) => [name, description]),
    [
      ['own', 'new'],
      ['garden-2', 'new'],
      ['garden-3', 'new'],
    ],
  )
  assert.equal((await list()).batch_task_list[0].batch_task_name, 'garden')
})

test('what is not given stays', async (t) => {
  const common = { quality: 30 }
  const { update, jobs, app, id } = await setUp(t, { config: { common }, schedule, description: 'old' })
  const before = await jobs()
  assert.equal((await update({})).body.succeed_count, 3)
  assert.deepEqual(await jobs(), before)
  const output = webhook('k-1')
  assert.equal((await update({ output })).body.succeed_count, 3)
  const [job] = await jobs()
  assert.deepEqual(job, {
    ...before[0],
    generation: 2,
    spec: {
      ...before[0]!.spec,
      output: { eventCenter: false, webhook: { url: output.webhook.url, headers: { 'X-Key': 'k-1' } } },
    },
  })
  const batch = await app.stores.batches.get(app.projectId, id)
  assert.deepEqual([batch?.description, batch?.spec.common, batch?.schedule], ['old', common, job?.schedule])
})

test('jobs that run take no other output; those at rest do', async (t) => {
  const { app, update, jobs, result } = await setUp(t)
  const [, second] = await jobs()
  await putState(app, second!.id, 'RUNNING')
  const { body } = await update({ output: webhook('k-1') })
  const { error_list, ...counts } = body
  assert.deepEqual(counts, result(3, 1))
  assert.match(error_list[0], /^job "yard-2" \([0-9a-f]{32}\): update: the job is RUNNING; stop it before/)
  const outputs = (await jobs()).map(({ spec }) => spec.output.webhook !== undefined)
  assert.deepEqual(outputs, [true, false, true])
  await putState(app, second!.id, 'STOPPED')
  assert.equal((await update({ output: webhook('k-1') })).body.succeed_count, 3, 'sent again')
})

test('the receiver is asked for once, and a masked value keeps the stored one for the same server only', async (t) => {
  const { update, jobs, asked } = await setUp(t, { output: webhook('k-1') })
  assert.equal(asked.length, 1)
  await update({ output: webhook('******') })
  const [job] = await jobs()
  assert.equal(job?.spec.output.webhook?.headers['X-Key'], 'k-1')
  const other = await update({ output: webhook('******', 'https://elsewhere.example.org/') })
  assert.deepEqual([other.status, other.body.error_code], [400, 'VIAS.00010001'])
  assert.match(other.body.detail, /^output.webhook.headers.X-Key: the value is masked/)
  await update({ output: webhook('k-2', 'https://elsewhere.example.org/') })
  assert.deepEqual(asked.slice(-1), ['https://elsewhere.example.org/'])
  assert.equal(asked.length, 3)
})

test('a new config goes to all jobs, and sources keep the region that is their own', async (t) => {
  const { update, jobs } = await setUp(t, inputOf(groupOf(1, [1, 'one'], 2, 3)))
  const roi = async () => (await jobs()).map(({ spec: { common } }) => [common.quality, common.target_roi])
  await update({ config: { common: { quality: 40, target_roi: 'all' } } })
  assert.deepEqual(await roi(), [
    [40, 'one'],
    [40, 'all'],
    [40, 'all'],
  ])
  // Another region for a source, and none of its own any more for another.
  await update(inputOf(groupOf(1, 1, [2, 'two'], [3, ''])))
  assert.deepEqual(await roi(), [
    [40, 'all'],
    [40, 'two'],
    [40, 'all'],
  ])
  const { body } = await update(inputOf(groupOf(1, [1, 'bad'], [2, 'two'], 3)))
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^job "yard-1" .*: config.common.target_roi: is bad/)
})

test('a region that one group gives outlives another group that names all of its sources', async (t) => {
  const { update, jobs } = await setUp(t)
  assert.equal((await update(inputOf(groupOf(1, [3, 'gate']), groupOf(2)))).body.failed_count, 0)
  const regions = (await jobs()).filter(({ state }) => state !== 'DELETING').map((job) => job.spec.common)
  assert.deepEqual(
    regions.map(({ target_roi }) => target_roi),
    ['gate', undefined],
  )
})

test('a region of their own outlives an update that jobs could not take while they ran', async (t) => {
  const { update, jobs, put } = await setUp(t, { config: { common: { target_roi: 'old' } } })
  await put('RUNNING')
  assert.equal((await update({ config: { common: { target_roi: 'new' } } })).body.failed_count, 3)
  await put('STOPPED')
  await update({ config: { common: { target_roi: 'newer' } } })
  for (const { spec } of await jobs()) assert.equal(spec.common.target_roi, 'newer')
})

test('a region that a running job could not take is taken when it is given again', async (t) => {
  const { update, jobs, put } = await setUp(t)
  const input = inputOf(groupOf(1, [1, 'one'], 2, 3))
  await put('RUNNING')
  const { body } = await update(input)
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^job "yard-1" .*: update: the job is RUNNING/)
  await put('STOPPED')
  assert.equal((await update(input)).body.succeed_count, 3)
  assert.equal((await jobs())[0]?.spec.common.target_roi, 'one')
})

test('batch_input deletes, keeps and adds jobs', async (t) => {
  const { app, update, jobs, result, list } = await setUp(t)
  const { body } = await update({ ...inputOf(groupOf(1, 1), groupOf(2)), output: webhook('k-1') })
  assert.deepEqual(body, { ...result(4), error_list: [] })
  assert.deepEqual(
    (await jobs()).map(({ name, sourceId, state, spec }) => [
      name,
      sourceId,
      state,
      spec.output.webhook !== undefined,
    ]),
    [
      ['yard-1', uuid(1), 'STOPPED', true],
      ['yard-2', uuid(2), 'DELETING', false],
      ['yard-3', uuid(3), 'STOPPED', true],
      ['yard-4', uuid(4), 'PENDING', true],
    ],
  )
  assert.equal((await list()).batch_task_list[0].video_group_name, 'group-1,group-2')

  // The job that is being deleted is none of the batch's any more: its source gets another one.
  const again = await update(inputOf(groupOf(1), groupOf(2, 4)))
  assert.deepEqual(again.body, { ...result(4), error_list: [] })
  assert.deepEqual(
    (await jobs()).map(({ name }) => name),
    ['yard-1', 'yard-2', 'yard-3', 'yard-4', 'yard-5'],
  )
  assert.equal(await app.stores.video.removeGroup(app.projectId, uuid(2)), 1)
  await update(inputOf(groupOf(1)))
  assert.equal(await app.stores.video.removeGroup(app.projectId, uuid(2)), 0)
})

test('a source that is named in vain keeps its job', async (t) => {
  const { app, update, jobs } = await setUp(t)
  const group = await app.stores.video.group(app.projectId, uuid(1))
  await app.stores.video.changeGroup(group!, group!, [uuid(1), uuid(2)])
  const { body } = await update(inputOf(groupOf(1, 1, 3)))
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.deepEqual(
    (await jobs()).map(({ name, state }) => [name, state]),
    [
      ['yard-1', 'STOPPED'],
      ['yard-2', 'DELETING'],
      ['yard-3', 'STOPPED'],
    ],
  )
})

test('a schedule is given, and taken away with null; a source that is no stream takes none', async (t) => {
  const { app, update, jobs } = await setUp(t)
  const source = await app.stores.video.source(app.projectId, uuid(2))
  const file = { ...source!, input: plainSource(2, { input: { type: 'url', url: 'file:///a.mp4' } }).input }
  await app.stores.video.changeSource(source!, file, false)
  const { body } = await update({ schedule })
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^job "yard-2" .*a job with a schedule reads a stream/)
  assert.deepEqual(
    (await jobs()).map((job) => job.schedule?.days),
    [[2], undefined, [2]],
  )
  assert.equal((await update({ schedule: null })).body.succeed_count, 3)
  assert.deepEqual(
    (await jobs()).map((job) => job.schedule),
    [undefined, undefined, undefined],
  )
})

test('a name that another job has fails that job', async (t) => {
  const { app, update, jobs, result } = await setUp(t)
  await createJob(app, { name: 'garden-2' })
  const { error_list, ...counts } = (await update({ name: 'garden' })).body
  assert.deepEqual(counts, result(3, 1))
  assert.match(error_list[0], /^job "yard-2" .*: name: "garden-2" is taken by another job/)
  assert.deepEqual(
    (await jobs()).map(({ name }) => name),
    ['garden-1', 'yard-2', 'garden-3'],
  )
})

test('a name that leaves no room for a number is refused by each job, which keeps its own', async (t) => {
  const { update, jobs } = await setUp(t)
  const { body } = await update({ name: 'n'.repeat(99) })
  assert.deepEqual([body.failed_count, body.succeed_count], [3, 0])
  assert.match(body.error_list[0], /"n{99}-1" is longer than 100 characters; shorten the name of the batch/)
  assert.deepEqual(new Set((await jobs()).map(({ name }) => name)), new Set(['yard-1', 'yard-2', 'yard-3']))
})

test('a name that a user gave a job is its own, though it looks like one of the batch', async (t) => {
  const { app, update, jobs } = await setUp(t)
  const [job] = await jobs()
  assert.ok(await app.stores.jobs.replaceSpec({ ...job!, name: 'yard-gate-7' }, 'STOPPED'))
  await update({ name: 'new' })
  assert.deepEqual(
    new Set((await jobs()).map(({ name }) => name)),
    new Set(['yard-gate-7', 'new-2', 'new-3']),
  )
})

test('an update with something wrong in it changes nothing', async (t) => {
  const { update, jobs, create } = await setUp(t)
  await create({ name: 'taken', ...inputOf(groupOf(2)) })
  const before = await jobs()
  const wrong: [object, string, RegExp][] = [
    [{ name: 'taken', description: 'x' }, 'VIAS.00010011', /^name: "taken" is taken by another batch/],
    [{ description: 'x', config: { common: { quality: 1 } } }, 'VIAS.00010001', /^config.common.quality/],
    [{ description: 'x', output: {} }, 'VIAS.00010001', /^output: /],
    [{ description: 'x', ...inputOf(groupOf(9)) }, 'VIAS.00010002', /^batch_input.video_source_group\[0\]/],
    [{ description: 'x', ...inputOf(groupOf(1, 9)) }, 'VIAS.00010002', /none of its 1 jobs can be made/],
    [{ description: 'x', schedule: { ...schedule, periods: [[]] } }, 'VIAS.00010001', /^schedule/],
  ]
  for (const [body, code, detail] of wrong) {
    const answer = await update(body)
    assert.deepEqual([answer.status, answer.body.error_code], [400, code])
    assert.match(answer.body.detail, detail)
  }
  assert.deepEqual(await jobs(), before)
})

test('of two updates at once the later one has the last word', async (t) => {
  const { app, update, jobs } = await setUp(t)
  const { isAt } = app.stores.batches
  let later: Promise<unknown> | undefined
  app.stores.batches.isAt = async (...args) => {
    // The first update has stored the batch and comes to its jobs.
    if (args[1] === 2 && !later) {
      later = update({ description: 'later' })
      await later
    }
    return isAt.apply(app.stores.batches, args)
  }
  const { body } = await update({ description: 'first' })
  assert.equal(body.failed_count, 3)
  assert.match(body.error_list[0], /another request has just changed it/)
  for (const { description } of await jobs()) assert.equal(description, 'later')
})

test('a job that changes at the same moment is looked at again', async (t) => {
  const { app, update, jobs } = await setUp(t)
  const [first] = await jobs()
  const { replaceAll } = app.stores.jobs
  app.stores.jobs.replaceAll = async (replacements) => {
    app.stores.jobs.replaceAll = replaceAll
    await putState(app, first!.id, 'FAILED')
    return replaceAll.call(app.stores.jobs, replacements)
  }
  assert.equal((await update({ output: webhook('k-1') })).body.succeed_count, 3)
  const now = (await jobs())[0]
  assert.deepEqual([now?.state, now?.spec.output.webhook !== undefined], ['FAILED', true])
})

test('configs are kept with their sources on create and update', async (t) => {
  const { app, update, jobs } = await setUp(t, {
    is_saved_as_template: true,
    config: { common: { quality: 50 } },
  })
  const saved = async () =>
    (await app.stores.video.templatesOf(uuid(1))).map(({ name, common, jobs: n }) => [name, common, n])
  assert.deepEqual(await saved(), [['yard-1', { quality: 50 }, 1]])
  await update({ config: { common: { quality: 55 } } })
  await update({ is_saved_as_template: true })
  assert.deepEqual(await saved(), [
    ['yard-1', { quality: 50 }, 0],
    ['yard-1-2', { quality: 55 }, 1],
  ])
  await update({ is_saved_as_template: true, config: { common: { quality: 60 } } })
  assert.deepEqual((await saved())[2], ['yard-1-3', { quality: 60 }, 1])
  for (const job of await jobs()) assert.ok(job.templateId)
})
