/** 100 groups of 100 sources, the most that a request can hold, while other requests are answered. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Release } from '@vigia/core'
import { addGroup, addGroups, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { type Answer, algorithm, SERVICE, type TestApp, testApp } from './test-app.js'

const [GROUPS, SOURCES] = [100, 100]
const ALL = GROUPS * SOURCES
/** Answers to others that one request has to leave room for; it takes 50 turns. */
const LEAST_ANSWERS = 10
const ROIS = ['{"lines":[]}', '{"polygons":[]}']

let t: TestApp
let calls: ReturnType<typeof batchCalls>
let id: string
let list: () => Promise<Answer['body']>
const checked: unknown[] = []
const asked: string[] = []
before(async () => {
  const validate: Release['validate'] = ({ target_roi }) => void checked.push(target_roi)
  t = await testApp({
    deps: {
      quotaOf: async () => ALL,
      algorithms: new Map([
        [SERVICE, { ...algorithm, releases: [{ ...algorithm.releases[0], validate }] as [Release] }],
      ]),
      checkWebhook: async (url) => void asked.push(url),
    },
  })
  calls = batchCalls(t)
  // Over a real connection: only then others wait for what they would really wait for.
  const url = await t.app.listen({ host: '127.0.0.1', port: 0 })
  const headers = { 'x-auth-token': t.token }
  list = async () => (await fetch(`${url}/v2/${t.projectId}/batch-tasks`, { headers })).json()
  await addGroups(t, GROUPS, SOURCES)
})
after(() => t.close())

/** Asks for the list again and again until `work` is done; counts of the batch's jobs by state, as others saw them. */
async function whileOthersAsk(work: Promise<Answer>): Promise<{ answer: Answer; seen: object[] }> {
  const seen: object[] = []
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  while (!isDone) seen.push((await list()).batch_task_list[0]?.batch_task_status_info ?? {})
  assert.ok(seen.length >= LEAST_ANSWERS, `${seen.length} others were answered`)
  return { answer: await done, seen }
}
const allDone = ({ status, body }: Answer) => {
  const { error_list, ...counts } = body
  assert.deepEqual([status, error_list], [200, []])
  assert.deepEqual(counts, { id, total_count: ALL, failed_count: 0, succeed_count: ALL })
}
const isBetween = (count: number | undefined) => count !== undefined && count > 0 && count < ALL

test('a batch of 10,000 jobs is made while others are answered, and they see it grow', async () => {
  const video_source_group = Array.from({ length: GROUPS }, (_, group) => {
    const sources = Array.from({ length: SOURCES }, (_, i) => group * SOURCES + i + 1)
    return groupOf(group + 1, ...sources.map((n): [number, string] => [n, ROIS[n % ROIS.length]!]))
  })
  const output = { webhook: { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k' } } }
  const { answer, seen } = await whileOthersAsk(calls.create({ batch_input: { video_source_group }, output }))
  id = answer.body.id
  allDone(answer)
  assert.ok(seen.some((counts) => isBetween((counts as { pending?: number }).pending)))
  assert.deepEqual(asked, ['https://hooks.example.org/in'])
  assert.deepEqual(checked, [undefined, ROIS[1], ROIS[0]])
  assert.equal(new Set((await calls.members(id)).map(({ sourceId }) => sourceId)).size, ALL)
})

test('a project with as many jobs as it may have gets no more', async () => {
  await addGroup(t, 1000, [1, 20_000])
  const { status, body } = await calls.create({
    name: 'more',
    ...inputOf(groupOf(1000)),
  })
  assert.deepEqual([status, body.error_code], [400, 'VIAS.0010048'])
  assert.match(body.detail, /the project has 10000 jobs/)
})

test('all of them are updated, stopped and deleted while others are answered', async () => {
  allDone((await whileOthersAsk(calls.update(id, { description: 'new' }))).answer)
  assert.equal(asked.length, 1)
  const stopped = await whileOthersAsk(calls.act(id, 'stop'))
  allDone(stopped.answer)
  assert.ok(stopped.seen.some((counts) => isBetween((counts as { stopping?: number }).stopping)))
  allDone((await whileOthersAsk(calls.remove(id))).answer)
  assert.deepEqual((await calls.list()).batch_task_list[0].batch_task_status_info, { deleting: ALL })
})
