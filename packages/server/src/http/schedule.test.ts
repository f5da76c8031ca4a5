/** Jobs on a schedule, as the API shows and checks them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Schedules } from '../engine/schedules.js'
import { createBody, createJob, putState, SERVICE, type TestApp, testApp } from './test-app.js'

/** The test's clock stands at Tuesday, 24 November 2026, 08:00 UTC, 16:00 at +08:00. */
let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const window = (begin_at: string, end_at: string) => ({ begin_at, end_at })
const weekly = (change: object = {}) => ({
  type: 'weekly',
  timezone: '+08:00',
  days_of_week: [2, 4],
  periods: [[window('18:00:00', '20:00:00')], [window('00:00:00', '01:00:00')]],
  ...change,
})
const details = async (id: string, path = 'v1') =>
  (await t.call('GET', `/${path}/${t.projectId}/${path === 'v1' ? 'infer/' : ''}tasks/${id}`)).body
const act = (id: string, command: string) => t.call('PUT', `/v2/${t.projectId}/tasks/${id}/action/${command}`)
const create = (change: Record<string, unknown>) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody(change))

test('outside its windows a new job is PENDING, armed, and says when the next one begins', async () => {
  const id = await createJob(t, { name: 'evening', schedule: weekly() })
  for (const edition of ['v1', 'v2']) {
    const { state, status, schedule_status, schedule } = await details(id, edition)
    assert.deepEqual([state, schedule_status, schedule], ['PENDING', 'ACTIVATED', weekly()])
    assert.match(status, /next window of its schedule: it begins on Tue 2026-11-24 18:00:00 \(\+08:00\)/)
    assert.match(status, /Stop the job to disarm/)
  }
  const job = await t.stores.jobs.find(id)
  assert.deepEqual([job?.desired, job?.nextAt], ['rest', Date.UTC(2026, 10, 24, 10)])
})

test('inside a window a new job is to run, until the window closes', async () => {
  const id = await createJob(t, {
    name: 'now',
    schedule: weekly({ timezone: 'Europe/Berlin', periods: [[window('08:30:00', '09:30:00')], []] }),
  })
  const job = await t.stores.jobs.find(id)
  assert.deepEqual(
    [job?.desired, job?.nextAt, job?.status],
    ['run', Date.UTC(2026, 10, 24, 8, 30), undefined],
  )
})

test('stop disarms, start arms; a job without a schedule shows none', async () => {
  const id = await createJob(t, { name: 'arming', schedule: weekly() })
  assert.equal((await act(id, 'stop')).status, 200)
  assert.equal((await details(id)).schedule_status, 'INACTIVATED')
  assert.equal((await t.stores.jobs.find(id))?.nextAt, undefined)
  await putState(t, id, 'STOPPED')
  assert.equal((await act(id, 'start')).status, 200)
  const { state, schedule_status, status } = await details(id)
  assert.deepEqual([state, schedule_status], ['PENDING', 'ACTIVATED'])
  assert.match(status, /next window/)
  const plain = await details(await createJob(t, { name: 'plain' }))
  assert.ok(!('schedule' in plain) && !('schedule_status' in plain))
})

test('a job that waits for its window is already started', async () => {
  const id = await createJob(t, { name: 'twice', schedule: weekly() })
  const { status, body } = await act(id, 'start')
  assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
})

test('monthly schedules come back as they were given', async () => {
  const schedule = {
    type: 'monthly',
    timezone: '-03:30',
    days_of_month: [31, 1],
    periods: [[window('10:00:00', '11:00:00')], [window('00:00:00', '23:59:00')]],
  }
  const id = await createJob(t, { name: 'monthly', schedule })
  assert.deepEqual((await details(id)).schedule, schedule)
})

const REFUSED: [string, Record<string, unknown>, RegExp][] = [
  [
    'obs input',
    { input: { type: 'obs', data: [{ bucket: 'videos', path: 'a.mp4' }] }, schedule: weekly() },
    /^schedule: jobs with obs input take no schedule/,
  ],
  [
    'a file',
    { input: { type: 'url', data: [{ url: 'https://cdn.example.org/a.mp4' }] }, schedule: weekly() },
    /^input\.data\[0\]\.url: a job with a schedule reads an rtsp:\/\/ or rtmp:\/\/ stream/,
  ],
  ['an unknown zone', { schedule: weekly({ timezone: 'Europe/Atlantis' }) }, /^schedule\.timezone: /],
  ['an offset nobody has', { schedule: weekly({ timezone: '+19:00' }) }, /^schedule\.timezone: /],
  ['no days', { schedule: weekly({ days_of_week: undefined }) }, /^schedule\.days_of_week: /],
  ['days of the other kind', { schedule: weekly({ type: 'monthly' }) }, /^schedule\.days_of_week: /],
  ['no windows', { schedule: weekly({ periods: [[], []] }) }, /^schedule\.periods: /],
  [
    'windows of too few days',
    { schedule: weekly({ periods: [[window('08:00:00', '09:00:00')]] }) },
    /^schedule\.periods: /,
  ],
  [
    'a window that ends before it begins',
    { schedule: weekly({ periods: [[window('20:00:00', '06:00:00')], []] }) },
    /^schedule\.periods\[0\]\[0\]\.end_at: /,
  ],
  [
    'windows that overlap',
    { schedule: weekly({ periods: [[window('08:00:00', '10:00:00'), window('09:00:00', '11:00:00')], []] }) },
    /^schedule\.periods\[0\]/,
  ],
]
for (const [what, change, detail] of REFUSED) {
  test(`a schedule with ${what} is refused by name, and nothing is stored`, async () => {
    const before = await t.stores.jobs.count(t.projectId)
    const { status, body } = await create({ name: 'refused', ...change })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.match(body.detail, detail)
    assert.equal(await t.stores.jobs.count(t.projectId), before)
  })
}

test('a job that ended by itself is armed by the schedule that an update gives it', async () => {
  const id = await createJob(t, { name: 'ended', schedule: weekly() })
  await putState(t, id, 'FAILED')
  const put = (schedule: object | null) =>
    t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, { ...createBody({ name: 'ended' }), schedule })
  const plan = async () => {
    const { state, desired, nextAt } = (await t.stores.jobs.find(id))!
    return [state, desired, nextAt]
  }
  await put(weekly({ timezone: '+09:00' }))
  assert.deepEqual(await plan(), ['FAILED', 'rest', Date.UTC(2026, 10, 24, 9)])
  await put(weekly({ periods: [[window('15:00:00', '17:00:00')], []] }))
  assert.deepEqual(await plan(), ['FAILED', 'run', Date.UTC(2026, 10, 24, 9)])
  await put(null)
  assert.deepEqual(await plan(), ['FAILED', 'run', undefined])
  await put(weekly())
  assert.deepEqual(await plan(), ['FAILED', 'rest', Date.UTC(2026, 10, 24, 10)])
  await act(id, 'start')
  await act(id, 'stop')
  await putState(t, id, 'STOPPED')
  await put(weekly({ timezone: '+09:00' }))
  assert.deepEqual(await plan(), ['STOPPED', 'stop', undefined])
})

test('a job that lacks a stream waits for its window when an update gives it a schedule that is closed', async () => {
  const id = await createJob(t, { name: 'lacking' })
  await putState(t, id, 'LACK_OF_RESOURCES', 'no stream is free')
  const schedule = weekly()
  await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, { ...createBody({ name: 'lacking' }), schedule })
  const log = { info: () => undefined }
  await new Schedules({
    jobs: t.stores.jobs,
    wallClock: t,
    log,
    onPlace: () => undefined,
  }).tick()
  const { state, status } = await details(id, 'v2')
  assert.equal(state, 'PENDING')
  assert.match(status, /next window of its schedule/)
  assert.equal((await t.stores.jobs.find(id))?.nextAt, Date.UTC(2026, 10, 24, 10))
})

test('an update changes the schedule at rest, keeps it when absent, and takes it away by null', async () => {
  const id = await createJob(t, { name: 'changing', schedule: weekly() })
  const put = (change: object) => t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change)
  const body = createBody({ name: 'changing' })
  const moved = weekly({ timezone: '+01:00' })
  assert.equal((await put({ ...body, schedule: moved })).body.error_code, 'VIAS.00010012')
  await act(id, 'stop')
  await putState(t, id, 'STOPPED')
  assert.equal((await put({ ...body, schedule: moved })).status, 200)
  assert.deepEqual((await details(id)).schedule, moved)
  assert.equal((await put(body)).status, 200)
  assert.deepEqual((await details(id)).schedule, moved)
  const file = { ...body, input: { type: 'url', data: [{ url: 'https://cdn.example.org/a.mp4' }] } }
  assert.match((await put(file)).body.detail, /^input\.data\[0\]\.url: a job with a schedule reads/)
  assert.equal((await put({ ...file, schedule: null })).status, 200)
  assert.ok(!('schedule' in (await details(id))))
})
