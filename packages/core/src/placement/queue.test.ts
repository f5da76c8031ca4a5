import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Priority } from '../job/job.js'
import { type LaneStreams, queueOf } from './queue.js'

let since = 0
const job = (name: string, projectId: string, batchId?: string, priority: Priority = 'normal') => ({
  name,
  projectId,
  batchId,
  priority,
  since: since++,
})
const many = (count: number, name: string, projectId: string, batchId?: string, priority?: Priority) =>
  Array.from({ length: count }, (_, i) => job(`${name}${i}`, projectId, batchId, priority))
const names = (waiting: ReturnType<typeof job>[], running: LaneStreams[] = []) =>
  queueOf(waiting, running).map(({ name }) => name)

test('who waits longest is first', () => {
  const jobs = many(4, 'a', 'p')
  assert.deepEqual(names(jobs.toReversed()), ['a0', 'a1', 'a2', 'a3'])
})

test('projects take turns, whoever came first with however many', () => {
  const jobs = [...many(4, 'a', 'p'), ...many(2, 'b', 'q')]
  assert.deepEqual(names(jobs), ['a0', 'b0', 'a1', 'b1', 'a2', 'a3'])
})

test('a project that has streams waits until the others have as many', () => {
  const jobs = [...many(2, 'a', 'p'), ...many(3, 'b', 'q')]
  const running = [{ projectId: 'p', batchId: undefined, streams: 2 }]
  assert.deepEqual(names(jobs, running), ['b0', 'b1', 'a0', 'b2', 'a1'])
})

test('priority orders the jobs of a project, not the projects', () => {
  const jobs = [
    job('low', 'p', undefined, 'low'),
    job('normal', 'p'),
    job('high', 'p', undefined, 'high'),
    ...many(2, 'b', 'q', undefined, 'low'),
  ]
  assert.deepEqual(names(jobs), ['high', 'b0', 'normal', 'b1', 'low'])
})

test('a single job does not wait for the members of a batch that came before it', () => {
  const jobs = [...many(1_000, 'member', 'p', 'batch'), job('single', 'p')]
  assert.equal(names(jobs).indexOf('single'), 1)
})

test('two batches and the single jobs of a project share equally, what they have counted', () => {
  const jobs = [...many(3, 'x', 'p', 'x'), ...many(3, 'y', 'p', 'y'), ...many(3, 's', 'p')]
  const running = [{ projectId: 'p', batchId: 'x', streams: 1 }]
  assert.deepEqual(names(jobs, running), ['y0', 's0', 'x0', 'y1', 's1', 'x1', 'y2', 's2', 'x2'])
})

test('a high member of a batch comes before normal single jobs', () => {
  const jobs = [job('single', 'p'), job('member', 'p', 'batch', 'high')]
  assert.deepEqual(names(jobs), ['member', 'single'])
})

test('streams of a project that waits for nothing, and an empty queue, harm nobody', () => {
  assert.deepEqual(names([], [{ projectId: 'p', batchId: undefined, streams: 3 }]), [])
})

test('between projects with as many streams, who waits longest is first; equals keep their order', () => {
  const [late, early] = [job('late', 'p'), job('early', 'q')]
  assert.deepEqual(
    names([
      { ...late, since: 2 },
      { ...early, since: 1 },
    ]),
    ['early', 'late'],
  )
  const equals = ['a', 'b', 'c'].map((name) => ({ ...job(name, name), since: 0 }))
  assert.deepEqual(names(equals), ['a', 'b', 'c'])
})
