import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderPhase, orderWarning, WARNING_MS } from './order-phase.js'

const HOUR_MS = 3_600_000
const from = Date.UTC(2026, 10, 24)
const until = from + 30 * 24 * HOUR_MS
const order = { id: 'o', state: 'active', from, until } as const
const at = (now: number) => orderPhase(order, now)

test('an order is pending until its begin, ending in its last seven days, and over at its end', () => {
  assert.equal(at(from - 1), 'pending')
  assert.equal(at(from), 'active')
  assert.equal(at(until - WARNING_MS - 1), 'active')
  assert.equal(at(until - WARNING_MS), 'ending')
  assert.equal(at(until - 1), 'ending')
  assert.equal(at(until), 'expired')
})

test('cancelled and expired stay so, whatever the time', () => {
  for (const state of ['cancelled', 'expired'] as const)
    for (const now of [from - 1, from, until]) assert.equal(orderPhase({ ...order, state }, now), state)
})

test('a short order is ending from its begin; before that it is pending', () => {
  const short = { ...order, until: from + HOUR_MS }
  assert.deepEqual([orderPhase(short, from - 1), orderPhase(short, from)], ['pending', 'ending'])
})

test('a warning tells how long is left, in words, and what to do', () => {
  assert.equal(orderWarning(order, until - WARNING_MS - 1), undefined)
  const told = (left: number) =>
    /ends in ([^,]+), on (\S+); .* Renew it\.$/.exec(orderWarning(order, until - left) ?? '')
  assert.equal(told(WARNING_MS)?.[1], '7 days')
  assert.equal(told(3 * 24 * HOUR_MS - 1)?.[1], '3 days')
  assert.equal(told(47 * HOUR_MS)?.[1], '47 hours')
  assert.equal(told(HOUR_MS + 1)?.[1], '2 hours')
  assert.equal(told(1)?.[1], 'less than an hour')
  assert.equal(told(1)?.[2], new Date(until).toISOString())
  assert.equal(orderWarning({ ...order, state: 'cancelled' }, until - 1), undefined)
})
