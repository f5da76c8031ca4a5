/** Does what a camera sees arrive at the webhook, in VIAS's form, and can one follow it through the log? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jpegSize } from './testing/jpeg-size.js'
import { Receiver } from './testing/receiver.js'
import {
  CAMERA_PASSWORD,
  create,
  INTRUSION,
  intrusionJob,
  STREET,
  streetCamera,
  untilState,
} from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, PASSWORD, startVigia } from './testing/vigia.js'

const HEADER_SECRET = 'Bearer h3ader-s3cret'
const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/

test('a job made by the v2 address, from its creation to its deletion', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const { client, log, output } = await startVigia(t, { dataDir: await dataFolder(t) })
  const headers = { authorization: HEADER_SECRET, 'x-site': 'north gate' }
  const id = await create(client, INTRUSION, intrusionJob('gate', camera.url, { url: receiver.url, headers }))
  const wayOf = (job: string): string[] =>
    log
      .filter((line) => line.job === job)
      .map(({ msg, report, from, to }) =>
        [msg, report ?? (from && `${from}-${to}`)].filter(Boolean).join(' '),
      )
  const positions = (): Set<unknown> =>
    new Set(receiver.messages.flatMap((m) => m.data.event_set.map((event) => event.end_position)))

  await t.test(
    'it goes from PENDING over SCHEDULING and STARTING to RUNNING, and its history says so',
    async () => {
      await untilState(client, id, 'RUNNING')
      const history = await client.jobs.history(id)
      assert.deepEqual(
        history.map(({ from, to }) => [from, to]),
        [
          ['PENDING', 'SCHEDULING'],
          ['SCHEDULING', 'STARTING'],
          ['STARTING', 'RUNNING'],
        ],
      )
    },
  )

  await t.test('people who cross the line and who enter the region raise alarms at the webhook', async () => {
    await until('a crossing and an entry', () => {
      const seen = positions()
      return (seen.has('park') || seen.has('station')) && seen.has('in')
    })
  })

  await t.test('each alarm has the form that VIAS publishes, with the picture it was seen in', () => {
    for (const { message } of receiver.received) {
      assert.deepEqual(
        Object.keys(message),
        'stream_id task_id event_type timestamp message_id image_base64 data vigia'.split(' '),
      )
      assert.equal(message.task_id, id)
      assert.equal(message.event_type, 196_609)
      assert.match(message.message_id, UUID)
      const { width, height } = jpegSize(Buffer.from(message.image_base64 ?? '', 'base64'))
      assert.deepEqual([width, height], [STREET.width, STREET.height])
      assert.ok(message.data.event_set.length > 0)
      for (const event of message.data.event_set) {
        assert.equal(event.category, 0)
        assert.match(String(event.detection_id), UUID)
        const ends = [event.start_position, event.end_position].map(String).toSorted().join(' ')
        assert.ok(ends === (event.polygon_name === undefined ? 'park station' : 'in out'), ends)
        const { x, y, w, h } = event.bounding_box as Record<string, number>
        assert.ok(x! >= 0 && y! >= 0 && x! + w! <= STREET.width && y! + h! <= STREET.height)
      }
      assert.equal(message.vigia.epoch, 1)
      assert.ok(message.vigia.video_time_ms >= 0)
      assert.equal(message.timestamp, Math.floor(Date.parse(message.vigia.frame_at) / 1000))
    }
    const sequences = receiver.received.map(({ message }) => message.vigia.sequence)
    assert.deepEqual(
      sequences,
      sequences.map((_, i) => i + 1),
      'in order and without a gap',
    )
  })

  await t.test("each alarm carries the job's headers and its own message id", () => {
    for (const { headers, message } of receiver.received) {
      assert.equal(headers.authorization, HEADER_SECRET)
      assert.equal(headers['x-site'], 'north gate')
      assert.equal(headers['content-type'], 'application/json')
      assert.equal(headers['webhook-id'], message.message_id)
    }
  })

  await t.test('what the webhook got is what the platform lists, picture included', async () => {
    const got = receiver.messages[0]!
    const { results } = await client.jobs.results(id, { limit: 100 })
    const listed = results.find(({ message_id }) => message_id === got.message_id)
    assert.deepEqual(listed?.data, got.data)
    assert.deepEqual(listed?.vigia, got.vigia)
    const picture = await client.jobs.resultPicture(id, got.message_id)
    assert.equal(Buffer.from(await picture!.arrayBuffer()).toString('base64'), got.image_base64)
  })

  await t.test('stopped it is STOPPED; deleted it is gone', async () => {
    await client.jobs.stop(id)
    await untilState(client, id, 'STOPPED')
    await client.jobs.delete(id)
    await until('the job to be gone', () =>
      client.jobs.getV2(id).then(
        () => false,
        (error: unknown) => (error as { code?: string }).code === 'VIAS.00010007',
      ),
    )
  })

  await t.test("a search for the job's id in the log finds every stop of its way", async () => {
    // The log's last lines may come after the answer that they are about.
    await until('the log of the deletion', () => wayOf(id).includes('state DELETING-DELETING'))
    const way = wayOf(id)
    const stops = [
      'job stored',
      'placed',
      'state PENDING-SCHEDULING',
      'state SCHEDULING-STARTING',
      'run started',
      'report running',
      'state STARTING-RUNNING',
      'result stored',
      'delivered',
      'state RUNNING-STOPPING',
      'report stopped',
      'state STOPPING-STOPPED',
      'state DELETING-DELETING',
    ]
    const found = stops.map((stop) => way.indexOf(stop))
    assert.ok(
      found.every((at, i) => at > (found[i - 1] ?? -1)),
      `wanted ${stops.join(', ')}; found ${way.join(', ')}`,
    )
    for (const what of ['create', 'stop', 'delete']) {
      const asked = await until(`asked: ${what}`, () =>
        log.find(({ job, msg }) => job === id && msg === `asked: ${what}`),
      )
      assert.equal(asked.user, 'admin', what)
      assert.match(String(asked.reqId), /^[0-9a-f-]{36}$/)
    }
  })

  await t.test("a search for a result's id finds that it was stored and that it was delivered", async () => {
    for (const { message_id } of receiver.messages) {
      const lines = () => log.filter(({ message }) => message === message_id).map(({ msg }) => msg)
      // To the webhook, and into the event centre.
      await until(`the deliveries of ${message_id} in the log`, () => lines().length === 3)
      assert.deepEqual(lines(), ['result stored', 'delivered', 'delivered'])
    }
  })

  await t.test('no password, header or token is in the log', () => {
    for (const secret of [PASSWORD, CAMERA_PASSWORD, HEADER_SECRET, 'h3ader'])
      assert.ok(!output().includes(secret), secret)
  })
})
