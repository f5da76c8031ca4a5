/** Who is looked at when, and what becomes of what a look saw. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding, LookOutcome } from '@vigia/core'
import { PROJECT, plainSource, uuid } from '@vigia/core/conformance'
import { LookDesk } from './look-desk.js'
import { setUp } from './rig.testing.js'

const INTERVAL_MS = 300_000
const seen = (...findings: Finding[]): LookOutcome => ({
  kind: 'seen',
  jpeg: new Uint8Array([1]),
  at: 1,
  frame: { width: 640, height: 360 },
  findings,
  memory: undefined,
})
const unreachable: LookOutcome = { kind: 'unseen', code: 'SOURCE.UNREACHABLE', reason: 'connection refused' }

async function deskWith(t: Parameters<typeof setUp>[0], sources: number, intervalMs = INTERVAL_MS) {
  const { stores } = await setUp(t)
  const clock = { time: Date.UTC(2027, 0, 1), now: () => clock.time }
  for (let n = 1; n <= sources; n++) await stores.video.addSource(plainSource(n), [], 1_000)
  const log = { error: () => undefined, info: () => undefined }
  const desk = new LookDesk({
    looks: stores.looks,
    registers: stores,
    clock,
    log,
    intervalMs,
    chance: () => 0.5,
  })
  return { desk, clock, shown: () => stores.video.source(PROJECT, uuid(1)) }
}

test('a finding is shown when the next look, which comes sooner, has it too; one clean look takes it away', async (t) => {
  const { desk, clock, shown } = await deskWith(t, 1)
  const look = async (outcome: LookOutcome) => {
    const [due] = await desk.dueLooks(2)
    if (due) assert.equal(await desk.looked(due.sourceId, due.ticket, outcome), true)
    return due !== undefined
  }
  assert.equal(await look(seen('Blurry')), true)
  assert.deepEqual([(await shown())?.status, (await shown())?.quality], [1, []])
  clock.time += INTERVAL_MS / 5
  assert.equal(await look(seen('Blurry')), true)
  assert.deepEqual((await shown())?.quality, ['Blurry'])
  clock.time += INTERVAL_MS / 5
  assert.equal(await look(seen()), false, 'it is as it was: no hurry')
  clock.time += INTERVAL_MS
  assert.equal(await look(seen()), true)
  assert.deepEqual((await shown())?.quality, [])
})

test('one that was lost is offline with the reason, and looked at sooner', async (t) => {
  const { desk, clock, shown } = await deskWith(t, 1)
  const [due] = await desk.dueLooks(2)
  assert.equal(await desk.looked(due!.sourceId, due!.ticket, unreachable), true)
  assert.deepEqual([(await shown())?.status, (await shown())?.statusReason], [2, 'Connection refused.'])
  assert.equal(await desk.looked(due!.sourceId, due!.ticket, seen()), false, 'told of once')
  clock.time += INTERVAL_MS / 5
  assert.equal((await desk.dueLooks(2)).length, 1)
})

test('thirty looks a minute are handed out at most, and none when nobody is to look', async (t) => {
  const { desk, clock } = await deskWith(t, 40)
  assert.equal((await desk.dueLooks(20)).length, 20)
  assert.equal((await desk.dueLooks(20)).length, 10)
  assert.equal((await desk.dueLooks(20)).length, 0)
  clock.time += 60_000
  assert.equal((await desk.dueLooks(20)).length, 10)
  const off = await deskWith(t, 1, 0)
  assert.deepEqual(await off.desk.dueLooks(2), [])
})
