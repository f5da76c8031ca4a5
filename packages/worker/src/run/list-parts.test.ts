import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from '../locate/index.js'
import { AttemptError, failure } from '../source/index.js'
import { listParts } from './list-parts.js'

const AWAY = new AttemptError(
  failure('SOURCE.UNREACHABLE', 'the object store refuses the connection', 'ever'),
)
const GONE = new AttemptError(failure('SOURCE.NOT_FOUND', 'the object store has no such bucket', 'never'))

/** Answers one after the other; each is given, or thrown when it is an error. */
function answering(...answers: (string[] | Error)[]): Locator {
  return {
    presumed: 'file',
    locate: async () => assert.fail('nothing is opened here'),
    parts: async () => {
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer ?? assert.fail('it asks too often')
    },
  }
}
const never = new AbortController().signal

test('an input that is one source has no parts', async () => {
  const { parts: _, ...one } = answering()
  assert.equal(await listParts(one, [1], assert.fail, never), undefined)
})

test('a store that is away is asked until it answers, and each wait is told with its reason', async () => {
  const told: string[] = []
  const locator = answering(AWAY, AWAY, AWAY, ['a.mp4'])
  assert.deepEqual(await listParts(locator, [1, 2], (status) => told.push(status), never), ['a.mp4'])
  assert.equal(told.length, 3)
  assert.match(told[2]!, /^waiting for object store, attempt 3, next in 0 s: the object store refuses/)
})

test('what no other question can help, and a fault of our own, end it at once', async () => {
  await assert.rejects(listParts(answering(GONE), [1], assert.fail, never), GONE)
  const ours = new Error('a fault of our own')
  await assert.rejects(listParts(answering(ours), [1], assert.fail, never), ours)
})

test('a stop ends the wait, and a question that is under way', async () => {
  const stopping = new AbortController()
  const waiting = listParts(
    answering(AWAY),
    [3_600_000],
    () => setImmediate(() => stopping.abort()),
    stopping.signal,
  )
  assert.equal(await waiting, undefined)

  const told: string[] = []
  const stopped = new AbortController()
  const hanging: Locator = {
    ...answering(),
    parts: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(AWAY))
        stopped.abort()
      }),
  }
  assert.equal(await listParts(hanging, [1], (status) => told.push(status), stopped.signal), undefined)
  assert.deepEqual(told, [], 'nobody is told of what was wanted')
})
