/** Is a file analysed whole, are its counts true, and can the job be started again? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trueCrossings, trueEntries } from '@vigia/scenes'
import {
  create,
  FLOW,
  flowJob,
  SCENES,
  STREET,
  STREET_ROI,
  streetClip,
  untilState,
} from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const LINE_COUNT = 131_073
const REGION_COUNT = 131_074
/** A person counts as inside or outside once that is clear, at the latest after a second. */
const UNCLEAR_MS = 1_000

test('a people-flow job made by the v1 address, on a file', async (t) => {
  const { video, labels } = await streetClip()
  const dataDir = await dataFolder(t)
  const { client } = await startVigia(t, { dataDir, env: { VIGIA_MEDIA_DIRS: SCENES } })
  const id = await create(client, FLOW, flowJob(`file://${video}`))
  const details = await untilState(client, id, 'SUCCEEDED')
  const { results } = await client.jobs.results(id, { limit: 100 })
  const messages = results.toReversed()

  await t.test('it SUCCEEDS on both editions after every frame was analysed', async () => {
    assert.equal(labels.frames.length, STREET.fps * STREET.seconds)
    assert.equal(
      details.status,
      `The whole input was analysed: ${labels.frames.length} frames, ${messages.length} results.`,
    )
    const v1 = await client.jobs.get(id)
    assert.equal(v1.state, 'SUCCEEDED')
    assert.equal(v1.error, undefined)
    assert.match(v1.name, /^c-flowcount-cloud-[0-9a-f]{8}$/)
  })

  await t.test('the line count over the file is that of the people who truly crossed, to each side', () => {
    const truth = trueCrossings(labels, STREET_ROI.lines[0]!.data).filter((c) => c.class === 'person')
    const counts = messages.filter(({ event_type }) => event_type === LINE_COUNT)
    assert.equal(counts.length, 1)
    const [line] = counts[0]!.data.event_set as Record<string, unknown>[]
    assert.ok(truth.length >= 8)
    assert.deepEqual(
      [line?.side1_count, line?.side2_count],
      [truth.filter(({ to }) => to === 1).length, truth.filter(({ to }) => to === 2).length],
    )
    assert.equal(counts[0]!.data.interval, STREET.seconds)
  })

  await t.test('each count of the region is that of the people who truly stand in it then', () => {
    const truth = trueEntries(labels, STREET_ROI.polygons[0]!.data).filter((e) => e.class === 'person')
    const counts = messages.filter(({ event_type }) => event_type === REGION_COUNT)
    assert.equal(counts.length, STREET.seconds)
    const compared = counts.filter(
      ({ vigia }) => !truth.some(({ timeMs }) => Math.abs(timeMs - vigia.video_time_ms) < UNCLEAR_MS),
    )
    for (const { data, vigia } of compared) {
      const before = truth.filter(({ timeMs }) => timeMs <= vigia.video_time_ms)
      const inside = before.reduce((sum, { kind }) => sum + (kind === 'in' ? 1 : -1), 0)
      const [region] = data.event_set as Record<string, unknown>[]
      assert.equal(region?.count, inside, `at ${vigia.video_time_ms} ms`)
    }
    assert.ok(compared.length >= 8, `${compared.length} moments compared`)
  })

  await t.test('started again it SUCCEEDS again, with a higher epoch and the same counts', async () => {
    await client.jobs.start(id)
    await untilState(client, id, 'SUCCEEDED', ({ updated_at }) => updated_at > details.updated_at)
    const second = (await client.jobs.results(id, { limit: 100 })).results.toReversed()
    const ofEpoch = (epoch: number) => second.filter(({ vigia }) => vigia.epoch === epoch)
    assert.deepEqual(new Set(second.map(({ vigia }) => vigia.epoch)), new Set([1, 2]))
    assert.deepEqual(ofEpoch(1), messages)
    assert.deepEqual(
      ofEpoch(2).map(({ data }) => data),
      messages.map(({ data }) => data),
    )
    assert.equal(new Set(second.map(({ message_id }) => message_id)).size, 2 * messages.length)
  })
})
