/** How long events are kept: what a project chooses, and what is removed by it. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { plainEvent } from '@vigia/core/conformance'
import { pruneEvents } from '../use-cases/index.js'
import { DAY_MS, secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
beforeEach(async () => {
  t = await testApp()
})
afterEach(() => t.close())

const path = () => `/v2/${t.projectId}/events/retention`
const prune = () =>
  pruneEvents({ ...t.stores, clock: { now: t.now }, keepEvents: { days: 30, megabytes: 1 } })
/** Events `ages` days old with half a megabyte of pictures each; answers the ages of those that are left. */
async function record(projectId: string, ...ages: number[]): Promise<void> {
  for (const [i, age] of ages.entries()) {
    const n = ++recorded
    const at = t.now() - age * DAY_MS + i
    await t.stores.events.record(
      plainEvent(n, { projectId, at, tracks: [`track-${n}`], pictureBytes: 500_000 }),
    )
  }
}
let recorded = 0
const left = async (projectId = t.projectId) =>
  (await t.stores.events.search(projectId, {}, 100)).map(({ at }) => Math.round((t.now() - at) / DAY_MS))

test('without a choice the server decides; a choice holds until it is taken back', async () => {
  const own = { days: null, megabytes: null }
  assert.deepEqual((await t.call('GET', path())).body, {
    days: 90,
    megabytes: 10_000,
    own,
    used_megabytes: 0,
  })
  const chosen = await t.call('PUT', path(), { days: 7, megabytes: 20 })
  assert.deepEqual(chosen.body, {
    days: 7,
    megabytes: 20,
    own: { days: 7, megabytes: 20 },
    used_megabytes: 0,
  })
  await t.call('PUT', path(), { megabytes: null })
  assert.deepEqual((await t.call('GET', path())).body.own, own)
})

test('what is no number of days or megabytes is refused by name', async () => {
  for (const [body, detail] of [
    [{ days: 0 }, /^days/],
    [{ days: 1.5 }, /^days/],
    [{ megabytes: 'x' }, /^megabytes/],
  ] as const) {
    const { status, body: answer } = await t.call('PUT', path(), body)
    assert.deepEqual([status, answer.error_code], [400, 'VIAS.00010001'])
    assert.match(answer.detail, detail)
  }
})

test('by age each project keeps what it has chosen', async () => {
  const other = await secondProject(t)
  await t.call('PUT', path(), { days: 3, megabytes: 100 })
  await record(t.projectId, 1, 2, 5, 40)
  await record(other.projectId, 5, 40)
  await prune()
  assert.deepEqual(await left(), [1, 2])
  assert.deepEqual(await left(other.projectId), [5])
})

test('by size the oldest go until the rest fits', async () => {
  await record(t.projectId, 1, 2, 3, 4)
  await prune()
  assert.deepEqual(await left(), [1])
  assert.equal((await t.call('GET', path())).body.used_megabytes, 0.5)
})
