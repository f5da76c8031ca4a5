/** Series and heat maps as users get them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { NewResult } from '@vigia/core'
import { createJob, secondProject, type TestApp, testApp } from './test-app.js'

const MINUTE = 60_000
const HOUR = 3_600_000
/** Noon in Berlin on the day before clocks go back. */
const NOON = Date.UTC(2026, 9, 24, 10)

let t: TestApp
let id: string
let sequence = 0
before(async () => {
  t = await testApp()
  id = await createJob(t, { name: 'counter' })
  await t.stores.jobs.claim(id, 'PENDING', 'worker', 10 * 365 * 24 * HOUR)
  for (let hour = 0; hour < 48; hour++) {
    await add(131073, NOON + hour * HOUR + MINUTE, {
      interval: 60,
      event_set: [
        {
          line: [
            [0, 0],
            [9, 9],
          ],
          line_id: 0,
          side1_count: 1,
          side2_count: hour,
          side1_name: 'in',
          side2_name: 'out',
        },
      ],
    })
  }
  for (const [i, count] of [2, 6, 1].entries())
    await add(131074, NOON + i * 1_000, { event_set: [{ polygon: [[0, 0]], region_id: 0, count }] })
})
after(() => t.close())

const heat = (byte: number) => Buffer.from([0xff, 0xd8, byte]).toString('base64')
const messageId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

async function add(eventType: number, at: number, data: object, jobId = id): Promise<string> {
  const n = ++sequence
  const row: NewResult = {
    jobId,
    epoch: 1,
    sequence: n,
    messageId: messageId(n),
    projectId: t.projectId,
    eventType,
    at,
    envelope: { data, vigia: { epoch: 1, sequence: n, video_time_ms: 0, frame_at: '' } },
    pictureName: undefined,
  }
  assert.equal(await t.stores.results.append(jobId, 1, [row], () => []), true)
  return row.messageId
}
const ofJob = (path: string) => t.call('GET', `/v2/${t.projectId}/tasks/${id}${path}`)
const points = (query: Record<string, string | number>) =>
  ofJob(
    `/series/points?${new URLSearchParams(Object.entries(query).map(([k, v]): [string, string] => [k, String(v)]))}`,
  )

test('the list tells which series there are, since when, and where they are counted', async () => {
  const { status, body } = await ofJob('/series')
  assert.deepEqual([status, body.count], [200, 3])
  assert.deepEqual(body.series[1], {
    series: 'line-0-side2',
    kind: 'count',
    event_type: 131073,
    name: 'Line 0 to out',
    place: [
      [0, 0],
      [9, 9],
    ],
    first_at: '2026-10-24T10:00:00.000Z',
    last_at: '2026-10-26T09:00:00.000Z',
  })
  assert.deepEqual([body.series[2].series, body.series[2].kind], ['region-0', 'level'])
})

test('days are those of the zone: the one on which clocks go back has 25 hours', async () => {
  const day = { series: 'line-0-side1', bucket: 'day', time_zone: 'Europe/Berlin' }
  const { body } = await points({ ...day, from: NOON, to: NOON + 48 * HOUR })
  assert.deepEqual(body, {
    series: 'line-0-side1',
    kind: 'count',
    name: 'Line 0 to in',
    bucket: 'day',
    time_zone: 'Europe/Berlin',
    count: 3,
    points: [
      ['2026-10-24T00:00:00.000+02:00', '2026-10-25T00:00:00.000+02:00', 12],
      ['2026-10-25T00:00:00.000+02:00', '2026-10-26T00:00:00.000+01:00', 25],
      ['2026-10-26T00:00:00.000+01:00', '2026-10-27T00:00:00.000+01:00', 11],
    ].map(([at, until, sum]) => ({ at, until, results: sum, sum, seconds: Number(sum) * 60 })),
  })
})

test('empty buckets are there: counts are 0 and tell that nothing was watched, levels are null', async () => {
  const range = { from: NOON - MINUTE, to: NOON + 2 * MINUTE, bucket: 'minute' }
  const counts = await points({ ...range, series: 'line-0-side1' })
  assert.deepEqual(
    counts.body.points.map((p: { sum: number; seconds: number }) => [p.sum, p.seconds]),
    [
      [0, 0],
      [1, 60],
      [0, 0],
    ],
  )
  const levels = await points({ ...range, series: 'region-0' })
  assert.deepEqual(
    levels.body.points.map((p: Record<string, unknown>) => [p.results, p.mean, p.min, p.max]),
    [
      [0, null, null, null],
      [3, 3, 1, 6],
      [0, null, null, null],
    ],
  )
})

test('without buckets only what there is comes', async () => {
  const { body } = await points({ series: 'line-0-side2', from: NOON, to: NOON + 3 * HOUR, bucket: 'none' })
  assert.deepEqual(
    body.points.map((p: { at: string; sum: number }) => [p.at, p.sum]),
    [
      ['2026-10-24T10:00:00.000+00:00', 0],
      ['2026-10-24T11:00:00.000+00:00', 1],
      ['2026-10-24T12:00:00.000+00:00', 2],
    ],
  )
})

test('what cannot be answered is refused by name, with a remedy', async () => {
  const good = { series: 'line-0-side1', from: NOON, to: NOON + HOUR }
  for (const [change, detail] of [
    [{ time_zone: 'Mars/Base' }, /^time_zone: "Mars\/Base" is no time zone; give an IANA name/],
    [{ from: NOON + HOUR }, /^from: is not before to/],
    [{ bucket: 'minute', from: 0 }, /^bucket: from and to are more than 10000 buckets of a minute apart/],
    [{ series: 'line-7-side1' }, /^series: this job has no series line-7-side1/],
    [{ bucket: 'year' }, /^bucket/],
    [{ to: '9'.repeat(20) }, /^to/],
    [{ series: 'x'.repeat(65) }, /^series/],
  ] as const) {
    const { status, body } = await points({ ...good, ...change })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'], JSON.stringify(change))
    assert.match(body.detail, detail)
  }
})

test('the times left out are the last 24 hours, by hours', async () => {
  const { body } = await points({ series: 'region-0' })
  assert.deepEqual([body.count, body.bucket], [24, 'hour'])
  assert.equal(body.points.at(-1).until, new Date(t.now()).toISOString().replace('Z', '+00:00'))
})

test('another project sees neither series nor heat maps', async () => {
  const map = await add(131075, NOON, { interval: 10, heat_image_base64: heat(1) })
  const other = await secondProject(t)
  for (const path of ['series', 'series/points?series=region-0', 'heat-maps', `heat-maps/${map}/density`]) {
    const { status, body } = await t.call(
      'GET',
      `/v2/${other.projectId}/tasks/${id}/${path}`,
      undefined,
      other.token,
    )
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010007'], path)
  }
})

test('heat maps come newest first, each as two pictures', async () => {
  const maps: string[] = []
  for (const n of [1, 2, 3])
    maps.push(
      await add(131075, NOON + n * HOUR, {
        interval: 600,
        heat_image_base64: heat(n),
        heatpoint_image_base64: heat(n + 10),
      }),
    )
  const { body } = await ofJob(`/heat-maps?limit=2&before=${NOON + 3 * HOUR}`)
  assert.deepEqual(body, {
    count: 2,
    heat_maps: [2, 1].map((n) => ({
      message_id: maps[n - 1],
      at: new Date(NOON + n * HOUR).toISOString(),
      interval: 600,
    })),
  })
  for (const [style, byte] of [
    ['density', 2],
    ['points', 12],
  ] as const) {
    const answer = await t.app.inject({
      method: 'GET',
      url: `/v2/${t.projectId}/tasks/${id}/heat-maps/${maps[1]}/${style}`,
      headers: { 'x-auth-token': t.token },
    })
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'image/jpeg'])
    assert.deepEqual([...answer.rawPayload], [0xff, 0xd8, byte])
  }
  // A result that is no heat map, and a heat map of another job.
  const other = await createJob(t, { name: 'another' })
  for (const path of [
    `${id}/heat-maps/${messageId(1)}/density`,
    `${id}/heat-maps/${messageId(999)}/density`,
    `${other}/heat-maps/${maps[0]}/density`,
  ])
    assert.equal((await t.call('GET', `/v2/${t.projectId}/tasks/${path}`)).status, 404, path)
})
