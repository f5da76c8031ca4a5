import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AttemptError, failure } from '../source/index.js'
import { PlaceAsks } from './place-asks.js'
import type { FromRun } from './protocol.js'

const open = new AbortController().signal

test('every question gets its own answer, in whatever order they come', async () => {
  const sent: FromRun[] = []
  const places = new PlaceAsks((message) => sent.push(message))
  const asked = [places.ask(open), places.ask(open)]
  const refused = failure('SOURCE.NOT_FOUND', 'the camera is not known', 'live')
  places.answered(2, { failure: refused })
  places.answered(1, { place: { url: 'rtsp://10.0.0.9/a' } })
  places.answered(3, { place: { url: 'rtsp://10.0.0.9/never-asked' } })
  assert.deepEqual(await asked[0], { url: 'rtsp://10.0.0.9/a' })
  await assert.rejects(asked[1]!, (error) => error instanceof AttemptError && error.failure === refused)
  assert.deepEqual(sent, [
    { kind: 'locate', ask: 1 },
    { kind: 'locate', ask: 2 },
  ])
})

test('a question without an answer ends, with words and another try, and the worker hears of it', async () => {
  const sent: FromRun[] = []
  const places = new PlaceAsks((message) => sent.push(message), 1)
  await assert.rejects(
    places.ask(open),
    (error) =>
      error instanceof AttemptError && error.failure.retry === 'always' && /in time/.test(error.message),
  )
  const closing = new AbortController()
  const asked = new PlaceAsks((message) => sent.push(message)).ask(closing.signal)
  closing.abort()
  await assert.rejects(asked)
  assert.deepEqual(
    sent.map(({ kind }) => kind),
    ['locate', 'forget', 'locate', 'forget'],
  )
})
