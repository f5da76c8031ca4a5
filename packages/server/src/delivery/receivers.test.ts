import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OPEN_AFTER, Receivers } from './receivers.js'

const lane = (id: string) => ({ channel: 'webhook' as const, id })

const fail = (receivers: Receivers, key: string, times: number) => {
  for (let i = 0; i < times; i += 1) receivers.failed(key, lane(`job of ${key}`), 0, 0)
}

test('one receiver has four places, another one its own', () => {
  const receivers = new Receivers()
  const places = [1, 2, 3, 4].map(() => receivers.enter('a', 0))
  assert.ok(places.every(Boolean))
  assert.equal(receivers.enter('a', 0), undefined)
  assert.ok(receivers.enter('b', 0))
  places[0]?.leave()
  assert.ok(receivers.enter('a', 0))
})

test('after five failures in a row there is one probe a second, and a success opens the way again', () => {
  const receivers = new Receivers()
  fail(receivers, 'a', OPEN_AFTER)
  assert.equal(receivers.enter('a', 999), undefined)
  const probe = receivers.enter('a', 1_000)
  assert.ok(probe)
  assert.equal(receivers.enter('a', 1_000), undefined)
  assert.deepEqual(receivers.succeeded('a'), [lane('job of a')])
  assert.deepEqual(receivers.succeeded('a'), [])
  probe.leave()
  assert.ok(receivers.enter('a', 1_000))
  assert.ok(receivers.enter('a', 1_000))
})

test('what failed before a restart waits for the first success after it', () => {
  const receivers = new Receivers()
  receivers.failedBefore('a', lane('one'))
  receivers.failedBefore('a', lane('two'))
  const probe = receivers.enter('a', 0)
  assert.ok(probe)
  assert.equal(receivers.enter('a', 0), undefined)
  assert.deepEqual(receivers.succeeded('a'), [lane('one'), lane('two')])
})

test('a failure now and then hurries nobody', () => {
  const receivers = new Receivers()
  fail(receivers, 'a', OPEN_AFTER - 1)
  assert.deepEqual(receivers.succeeded('a'), [])
})

test('many dead receivers together have 64 places', () => {
  const receivers = new Receivers()
  const dead = Array.from({ length: 80 }, (_, i) => `dead-${i}`)
  for (const key of dead) fail(receivers, key, OPEN_AFTER)
  assert.equal(dead.filter((key) => receivers.enter(key, 5_000)).length, 64)
  assert.ok(receivers.enter('healthy', 5_000))
})

test('asked for peace a receiver has it, for an hour at most', () => {
  const receivers = new Receivers()
  receivers.failed('a', lane('job'), 0, 90_000)
  assert.equal(receivers.enter('a', 89_999), undefined)
  assert.ok(receivers.enter('a', 90_000))
  receivers.failed('b', lane('job'), 0, 10 ** 9)
  assert.ok(receivers.enter('b', 3_600_000))
})
