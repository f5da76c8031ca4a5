/** What every EventStore must do with rules, reviews and subscriptions: what is passed on, when, and to whom. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  type StoresUnderTest,
} from './conformance-kit.js'
import { ANY, EVENTS_BEGIN, plainEvent, plainRule, plainSubscription } from './event-kit.js'
import type { Review } from './event-store.js'
import { ProjectGone } from './identity-store.js'
import { NameTaken } from './job-store.js'

const id = (n: number): string => plainEvent(n).messageId
const verdict = (state: Review['state'], by = 'ann', note = ''): Review => ({
  state,
  by,
  at: EVENTS_BEGIN,
  note,
})

/** Messages on their way to subscription `n`, in order. */
async function waiting({ deliveries }: StoresUnderTest, n = 1): Promise<string[]> {
  const claimed = await deliveries.claim({ channel: 'subscription', id: hex32(n) }, 99, 0)
  return claimed.map((delivery) => delivery.messageId)
}

/** Registers the suite; `name` says which adapter is under test. */
export function eventPassesConformance(name: string, open: OpenStores): void {
  test(`${name}: an event goes once to each subscription that is for it, and is counted there`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      await events.addSubscription(plainSubscription(1), 9)
      await events.addSubscription(plainSubscription(2, { filter: { ...ANY, eventTypes: [7] } }), 9)
      await events.addSubscription(plainSubscription(3, { filter: { ...ANY, sources: ['camera-1'] } }), 9)
      await events.addSubscription(plainSubscription(4, { projectId: OTHER_PROJECT }), 9)
      await Promise.all([1, 1, 2, 2].map((n) => events.record(plainEvent(n))))
      assert.deepEqual(await waiting(stores, 1), [id(1), id(2)])
      assert.deepEqual(await waiting(stores, 2), [])
      assert.deepEqual(await waiting(stores, 3), [id(1), id(2)])
      assert.deepEqual(await waiting(stores, 4), [])
      for (const message of [id(1), id(1), id(99)]) await events.answered(hex32(3), message, EVENTS_BEGIN)
      const counts = (await events.subscriptions(PROJECT)).map((s) => [s.sent, s.answered])
      assert.deepEqual(counts, [
        [2, 0],
        [0, 0],
        [2, 1],
      ])
      assert.equal((await events.find(PROJECT, id(1)))?.passed, 'sent')
    }))

  test(`${name}: with manual review only what is approved goes, once, and whoever approves it again changes nothing`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      await events.addSubscription(plainSubscription(1), 9)
      await events.addRule(plainRule(1, { manualReview: true, windowMinutes: 0 }), 9)
      for (const n of [1, 2, 3]) assert.equal((await events.record(plainEvent(n))).passed, 'review')
      assert.deepEqual(await waiting(stores), [])
      const reviewed = await events.review(
        PROJECT,
        [id(2), id(99), id(1)],
        verdict('approved', 'ann', 'seen'),
      )
      assert.deepEqual(
        reviewed.map((r) => r.kind),
        ['done', 'missing', 'done'],
      )
      await events.review(PROJECT, [id(3)], verdict('rejected'))
      await events.review(PROJECT, [id(1)], verdict('approved', 'bob'))
      await events.review(PROJECT, [id(1)], verdict('unreviewed', 'bob'))
      assert.equal((await events.find(PROJECT, id(1)))?.reviewedBy, undefined)
      await events.review(PROJECT, [id(1)], verdict('approved', 'bob'))
      assert.deepEqual((await waiting(stores)).sort(), [id(1), id(2)])
      const event = await events.find(PROJECT, id(2))
      assert.deepEqual(
        [event?.state, event?.passed, event?.reviewedBy, event?.reviewedAt, event?.note],
        ['approved', 'sent', 'ann', EVENTS_BEGIN, 'seen'],
      )
    }))

  test(`${name}: of two who review at once the first is heard, and the other told`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      await events.addSubscription(plainSubscription(1), 9)
      await events.addRule(plainRule(1, { manualReview: true }), 9)
      await events.record(plainEvent(1))
      const [ann, bob] = await Promise.all([
        events.review(PROJECT, [id(1)], verdict('approved', 'ann')),
        events.review(PROJECT, [id(1)], verdict('rejected', 'bob')),
      ])
      assert.deepEqual([ann[0]?.kind, bob[0]?.kind].sort(), ['done', 'taken'])
      const event = (await events.find(PROJECT, id(1)))!
      assert.deepEqual(
        [event.state, event.reviewedBy],
        ann[0]?.kind === 'done' ? ['approved', 'ann'] : ['rejected', 'bob'],
      )
      assert.equal((await waiting(stores)).length, event.state === 'approved' ? 1 : 0)
    }))

  test(`${name}: sub-events go with the review of their main event, those that were reviewed by themselves do not`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      await events.addSubscription(plainSubscription(1), 9)
      await events.addRule(plainRule(1, { manualReview: true }), 9)
      for (const n of [1, 2, 3]) await events.record(plainEvent(n))
      await events.review(PROJECT, [id(3)], { ...verdict('rejected', 'bob'), at: 7 })
      await events.review(PROJECT, [id(1)], verdict('approved'))
      const states = async () => (await events.search(PROJECT, {}, 9)).map((e) => e.state)
      assert.deepEqual(await states(), ['rejected', 'approved', 'approved'])
      // The main event alone is sent; what comes after it is sent with its approval.
      assert.deepEqual(await waiting(stores), [id(1)])
      assert.equal((await events.record(plainEvent(4))).reviewedBy, 'ann')
      assert.deepEqual(await waiting(stores), [id(1), id(4)])
      await events.review(PROJECT, [id(1)], verdict('unreviewed'))
      assert.deepEqual(await states(), ['unreviewed', 'rejected', 'unreviewed', 'unreviewed'])
      await events.review(PROJECT, [id(1)], verdict('rejected'))
      assert.equal((await events.record(plainEvent(5))).passed, 'rejected')
    }))

  test(`${name}: a cool-down counts what was sent, by rule and by track`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      const track = plainRule(1, { trackCoolDownS: 60 })
      await events.addRule(track, 9)
      // Nobody got it: nothing cools down.
      assert.equal((await events.record(plainEvent(0, { tracks: ['A'] }))).passed, 'no_subscription')
      await events.addSubscription(plainSubscription(1), 9)
      const passed = async (n: number, ...tracks: string[]) =>
        (await events.record(plainEvent(n, { tracks }))).passed
      assert.equal(await passed(1, 'A'), 'sent')
      assert.equal(await passed(2, 'A'), 'cool_down')
      assert.equal(await passed(3, 'B'), 'sent')
      assert.equal(await passed(60, 'A'), 'cool_down')
      assert.equal(await passed(61, 'A'), 'sent')
      assert.equal(await passed(62, 'A', 'C'), 'sent')
      assert.equal(await passed(63), 'sent')
      assert.equal(await passed(64), 'cool_down')
      await events.changeRule({ ...track, trackCoolDownS: 0, coolDownS: 10 })
      assert.equal(await passed(65, 'D'), 'cool_down')
      assert.equal(await passed(73, 'D'), 'sent')
      assert.equal(await passed(74, 'E'), 'cool_down')
      // Set back by a year, a clock silences nobody.
      const earlier = plainEvent(75, { at: EVENTS_BEGIN - 31_536_000_000 })
      assert.equal((await events.record(earlier)).passed, 'sent')
    }))

  test(`${name}: an old event that is approved ends no cool-down`, () =>
    onProjects(open, async ({ events }) => {
      const rule = plainRule(1, { manualReview: true, windowMinutes: 0 })
      await events.addRule(rule, 9)
      await events.addSubscription(plainSubscription(1), 9)
      assert.equal((await events.record(plainEvent(1))).passed, 'review')
      await events.changeRule({ ...rule, manualReview: false, coolDownS: 60 })
      assert.equal((await events.record(plainEvent(1_000))).passed, 'sent')
      const [approved] = await events.review(PROJECT, [id(1)], verdict('approved'))
      assert.equal(approved?.kind === 'done' && approved.event.passed, 'sent')
      assert.equal((await events.record(plainEvent(1_001))).passed, 'cool_down')
    }))

  test(`${name}: another note leaves a review whose it is, and with its main event the sub-events are taken back`, () =>
    onProjects(open, async ({ events }) => {
      for (const n of [1, 2]) await events.record(plainEvent(n))
      await events.review(PROJECT, [id(1)], verdict('approved', 'ann'))
      await events.review(PROJECT, [id(1)], { ...verdict('approved', 'bob', 'a fox'), at: EVENTS_BEGIN + 5 })
      const main = await events.find(PROJECT, id(1))
      assert.deepEqual([main?.reviewedBy, main?.reviewedAt, main?.note], ['ann', EVENTS_BEGIN, 'a fox'])
      await events.review(PROJECT, [id(1)], verdict('unreviewed'))
      assert.equal((await events.find(PROJECT, id(2)))?.state, 'unreviewed')
    }))

  test(`${name}: a follower is told when an event was sent after all`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(plainEvent(1))
      await events.review(PROJECT, [id(1)], verdict('approved'))
      const since = await events.lastChange()
      await events.addSubscription(plainSubscription(1), 9)
      await events.review(PROJECT, [id(1)], verdict('approved'))
      const changed = await events.changedSince(PROJECT, since, 9)
      assert.deepEqual(
        changed.map((event) => [event.messageId, event.passed]),
        [[id(1), 'sent']],
      )
    }))

  test(`${name}: short events and those of quiet hours are kept back, and go when they are approved`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      await events.addSubscription(plainSubscription(1), 9)
      const rule = plainRule(1, { minimumS: 30 })
      await events.addRule(rule, 9)
      const passed = async (n: number) => (await events.record(plainEvent(n))).passed
      assert.deepEqual(
        [await passed(0), await passed(29), await passed(30)],
        ['too_short', 'too_short', 'sent'],
      )
      // 09:00 UTC is 10:00 in Berlin.
      const quietHours = { timezone: 'Europe/Berlin', periods: [{ days: [], begin: '22:00', end: '10:01' }] }
      await events.changeRule({ ...rule, minimumS: 0, quietHours })
      assert.deepEqual([await passed(59), await passed(60)], ['quiet_hours', 'sent'])
      await events.review(PROJECT, [id(59)], verdict('approved'))
      assert.deepEqual((await waiting(stores)).sort(), [id(30), id(59), id(60)].sort())
    }))

  test(`${name}: the first rule in order holds, and those that are switched off do not`, () =>
    onProjects(open, async ({ events }) => {
      await events.addRule(plainRule(1, { priority: 5, manualReview: true }), 9)
      await events.addRule(plainRule(2, { priority: 1, enabled: false }), 9)
      await events.addRule(plainRule(3, { priority: 1, filter: { ...ANY, jobIds: [hex32(2)] } }), 9)
      assert.equal((await events.record(plainEvent(1))).passed, 'review')
      assert.equal((await events.record(plainEvent(2, { jobId: hex32(2) }))).passed, 'no_subscription')
    }))

  test(`${name}: rules are kept whole, in order, by project, and within their number`, () =>
    onProjects(open, async ({ events }) => {
      const quietHours = { timezone: '+08:00', periods: [{ days: [1, 7], begin: '22:00', end: '06:00' }] }
      const rule = plainRule(1, {
        quietHours,
        coolDownS: 1,
        trackCoolDownS: 2,
        minimumS: 3,
        windowMinutes: 4,
        manualReview: true,
      })
      await events.addRule(rule, 2)
      await events.addRule(plainRule(2, { priority: 1 }), 2)
      assert.deepEqual(await events.rules(PROJECT), [plainRule(2, { priority: 1 }), rule])
      assert.deepEqual(await events.rule(PROJECT, rule.id), rule)
      await assert.rejects(events.addRule(plainRule(3), 2), QuotaReached)
      await assert.rejects(events.addRule(plainRule(3, { name: rule.name }), 9), NameTaken)
      await assert.rejects(events.addRule(plainRule(3, { projectId: 'f'.repeat(32) }), 9), ProjectGone)
      await assert.rejects(events.changeRule({ ...rule, name: 'rule-2' }), NameTaken)
      assert.equal(await events.changeRule({ ...rule, projectId: OTHER_PROJECT }), false)
      assert.equal(await events.rule(OTHER_PROJECT, rule.id), undefined)
      assert.equal(await events.removeRule(OTHER_PROJECT, rule.id), false)
      assert.equal(await events.removeRule(PROJECT, rule.id), true)
      assert.equal(await events.removeRule(PROJECT, rule.id), false)
      assert.equal(await events.changeRule(rule), false)
    }))

  test(`${name}: subscriptions are kept whole, by project, and within their number; what waits goes with them`, () =>
    onProjects(open, async (stores) => {
      const { events } = stores
      const subscription = plainSubscription(1, {
        description: 'to the guard',
        filter: { ...ANY, eventTypes: [196_609] },
      })
      await events.addSubscription(subscription, 2)
      await events.addSubscription(plainSubscription(2), 2)
      assert.deepEqual(await events.subscription(PROJECT, subscription.id), subscription)
      await assert.rejects(events.addSubscription(plainSubscription(3), 2), QuotaReached)
      await assert.rejects(
        events.addSubscription(plainSubscription(3, { name: 'subscription-1' }), 9),
        NameTaken,
      )
      await assert.rejects(
        events.addSubscription(plainSubscription(3, { projectId: 'f'.repeat(32) }), 9),
        ProjectGone,
      )
      const { name: _, ...rest } = plainSubscription(1)
      const change = {
        ...rest,
        name: 'renamed',
        webhook: { url: 'https://other.example.org/', headers: { a: 'b' } },
        updatedAt: 9,
      }
      assert.equal(await events.changeSubscription(OTHER_PROJECT, subscription.id, change), false)
      await assert.rejects(
        events.changeSubscription(PROJECT, subscription.id, { ...change, name: 'subscription-2' }),
        NameTaken,
      )
      await events.record(plainEvent(1))
      const lane = { channel: 'subscription', id: subscription.id } as const
      await stores.deliveries.switchOff(lane, 'nobody there')
      assert.equal(await events.changeSubscription(PROJECT, subscription.id, change), true)
      assert.equal(await stores.deliveries.trouble(lane), undefined)
      const changed = await events.subscription(PROJECT, subscription.id)
      assert.deepEqual([changed?.name, changed?.webhook, changed?.sent], ['renamed', change.webhook, 1])
      await events.record(plainEvent(2))
      assert.equal(await events.removeSubscription(OTHER_PROJECT, subscription.id), false)
      assert.equal(await events.removeSubscription(PROJECT, subscription.id), true)
      assert.deepEqual(await waiting(stores), [])
      assert.equal((await waiting(stores, 2)).length, 2)
      assert.equal(await events.subscription(PROJECT, subscription.id), undefined)
    }))
}
