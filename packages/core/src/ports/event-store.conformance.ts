/** What every EventStore must do with events: keep, put together, find, delete. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredEvent } from '../events/event.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainJob,
  plainResult,
  uuid,
} from './conformance-kit.js'
import { EVENTS_BEGIN, plainEvent, plainRule } from './event-kit.js'
import type { EventSearch, EventStore } from './event-store.js'

const numbers = (events: StoredEvent[]): number[] =>
  events.map((event) => Number(`0x${event.messageId.slice(-6)}`))
const id = (n: number): string => plainEvent(n).messageId
const one = async (events: EventStore, n: number): Promise<StoredEvent> =>
  (await events.find(PROJECT, id(n)))!

/** Registers the suite; `name` says which adapter is under test. */
export function eventStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: an event is kept whole`, () =>
    onProjects(open, async ({ events }) => {
      const event = plainEvent(1, {
        tracks: ['T1', 'T2'],
        pictureName: 'p/1.jpg',
        pictureBytes: 1_000,
      })
      const stored = await events.record(event)
      const { pictureBytes: _, ...rest } = event
      const { number, changed, bytes, ...known } = stored
      assert.deepEqual(known, {
        ...rest,
        clipName: undefined,
        mainId: undefined,
        lastAt: event.at,
        count: 0,
        state: 'unreviewed',
        reviewedBy: undefined,
        reviewedAt: undefined,
        note: '',
        passed: 'no_subscription',
      })
      assert.ok(number >= 1 && changed >= 1 && bytes > 1_000)
      assert.deepEqual(await events.find(PROJECT, event.messageId), stored)
      assert.equal(await events.lastChange(), changed)
    }))

  test(`${name}: the same message again, also at the same moment, changes nothing`, () =>
    onProjects(open, async ({ events }) => {
      const first = await events.record(plainEvent(1))
      const again = await Promise.all(
        [1, 1, 2, 2, 2].map((n) => events.record(plainEvent(n, { jobName: `x${n}` }))),
      )
      assert.deepEqual(again[0]?.jobName, 'job-1')
      assert.equal((await events.search(PROJECT, {}, 9)).length, 2)
      assert.equal((await one(events, 1)).count, 1)
      assert.equal((await one(events, 1)).number, first.number)
    }))

  test(`${name}: repeats within the window are sub-events of the first, and count`, () =>
    onProjects(open, async ({ events }) => {
      for (const n of [0, 60, 599, 600, 601]) await events.record(plainEvent(n))
      assert.deepEqual(
        (await events.search(PROJECT, {}, 9)).map((e) => [e.messageId, e.mainId, e.count, e.lastAt]),
        [
          [id(601), id(600), 0, EVENTS_BEGIN + 601_000],
          [id(600), undefined, 1, EVENTS_BEGIN + 601_000],
          [id(599), id(0), 0, EVENTS_BEGIN + 599_000],
          [id(60), id(0), 0, EVENTS_BEGIN + 60_000],
          [id(0), undefined, 2, EVENTS_BEGIN + 599_000],
        ],
      )
    }))

  test(`${name}: another job, kind, or track is no repeat; one of several tracks is enough`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(plainEvent(1, { tracks: ['A'] }))
      await events.record(plainEvent(2, { tracks: ['B'] }))
      await events.record(plainEvent(3, { tracks: ['A'], jobId: hex32(2) }))
      await events.record(plainEvent(4, { tracks: ['A'], eventType: 7 }))
      await events.record(plainEvent(5))
      assert.deepEqual(numbers(await events.search(PROJECT, { isMain: false }, 9)), [])
      await events.record(plainEvent(6, { tracks: ['C', 'A'] }))
      await events.record(plainEvent(7, { tracks: ['C'] }))
      assert.deepEqual(numbers(await events.search(PROJECT, { mainId: id(1) }, 9)), [7, 6])
    }))

  test(`${name}: a rule widens the window, narrows it, or makes every event a main one; also when it is changed meanwhile`, () =>
    onProjects(open, async ({ events }) => {
      const rule = plainRule(1, { windowMinutes: 60 })
      await events.addRule(rule, 9)
      await events.record(plainEvent(0))
      await events.record(plainEvent(3_599))
      await events.changeRule({ ...rule, windowMinutes: 1 })
      await events.record(plainEvent(3_600))
      await events.record(plainEvent(3_659))
      await events.changeRule({ ...rule, windowMinutes: 0 })
      await events.record(plainEvent(3_660))
      await events.record(plainEvent(3_661))
      assert.deepEqual(numbers(await events.search(PROJECT, { isMain: true }, 9)), [3_661, 3_660, 3_600, 0])
    }))

  test(`${name}: a main event takes a thousand sub-events`, () =>
    onProjects(open, async ({ events }) => {
      for (let n = 0; n <= 1_000; n += 1) await events.record(plainEvent(n, { at: EVENTS_BEGIN + n }))
      assert.equal((await one(events, 0)).count, 1_000)
      const review = { state: 'approved', by: 'ann', at: EVENTS_BEGIN, note: '' } as const
      await events.review(PROJECT, [id(0)], review)
      assert.equal((await events.search(PROJECT, { state: 'approved' }, 2_000)).length, 1_001)
      const changes = (await events.search(PROJECT, {}, 2_000)).map((event) => event.changed)
      assert.equal(new Set(changes).size, 1_001)
      assert.deepEqual(await events.remove(PROJECT, [id(0)]), [id(0)])
      assert.deepEqual(await events.search(PROJECT, {}, 9), [])
    }))

  test(`${name}: events are found by each of their properties, newest first, page by page`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(
        plainEvent(1, {
          jobId: hex32(2),
          jobName: 'Tor Süd',
          envelope: { data: { event_set: [{ polygon_name: 'dock' }] } },
        }),
      )
      await events.record(
        plainEvent(2, { eventType: 7, serviceName: 'c-other', sourceId: undefined, sourceName: 'yard.mp4' }),
      )
      await events.record(plainEvent(3))
      await events.record(plainEvent(4, { at: EVENTS_BEGIN + 3_000 }))
      const found = async (search: EventSearch, limit = 9) =>
        numbers(await events.search(PROJECT, search, limit))
      assert.deepEqual(await found({}), [4, 3, 2, 1])
      assert.deepEqual(await found({ from: EVENTS_BEGIN + 2_000 }), [4, 3, 2])
      assert.deepEqual(await found({ until: EVENTS_BEGIN + 2_000 }), [1])
      assert.deepEqual(await found({ eventTypes: [7] }), [2])
      assert.deepEqual(await found({ eventTypes: [7, 196_609] }), [4, 3, 2, 1])
      assert.deepEqual(await found({ jobId: hex32(2) }), [1])
      assert.deepEqual(await found({ sourceId: uuid(1) }), [4, 3, 1])
      assert.deepEqual(await found({ sourceName: 'yard.mp4' }), [2])
      assert.deepEqual(await found({ serviceName: 'c-other', state: 'unreviewed', isMain: true }), [2])
      assert.deepEqual(await found({ isMain: false }), [4])
      for (const search of [{}, { text: 'c' }]) {
        const pages: number[] = []
        for (let page = await events.search(PROJECT, search, 1); page.length > 0; ) {
          pages.push(...numbers(page))
          page = await events.search(PROJECT, search, 1, page[0])
        }
        assert.deepEqual(pages, [4, 3, 2, 1])
      }
    }))

  test(`${name}: words are found by their beginnings, whatever signs stand around them`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(
        plainEvent(1, {
          jobName: 'Tor Süd',
          envelope: { data: { event_set: [{ polygon_name: 'Loading dock' }], heat_image_base64: 'QUFB' } },
        }),
      )
      await events.record(
        plainEvent(2, {
          jobName: 'Hof',
          envelope: { data: { vehicles: [{ license_plate_id: '津A12345' }] } },
        }),
      )
      const found = async (text: string) => numbers(await events.search(PROJECT, { text }, 9))
      assert.deepEqual(await found('süd'), [1])
      assert.deepEqual(await found('DOCK load'), [1])
      assert.deepEqual(await found('dock hof'), [])
      assert.deepEqual(await found('津A12'), [2])
      assert.deepEqual(await found('camera-1'), [2, 1])
      assert.deepEqual(await found('QUFB'), [])
      for (const hostile of ['"', '" OR "', '*', 'words:', '-- ;', '', ' \u0000 ', '^', 'NEAR(', '((', "'"])
        assert.deepEqual(await found(hostile), [], hostile)
      assert.deepEqual(await found('" hof OR'), [])
      assert.deepEqual(await found('hof"'), [2])
      await events.review(PROJECT, [id(1)], { state: 'rejected', by: 'ann', at: 1, note: 'only a fox' })
      assert.deepEqual(await found('fox'), [1])
      await events.remove(PROJECT, [id(1)])
      assert.deepEqual(await found('dock'), [])
    }))

  test(`${name}: what one project has is nothing of another`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(plainEvent(1))
      await events.record(plainEvent(2, { projectId: OTHER_PROJECT, jobId: hex32(2) }))
      assert.deepEqual(numbers(await events.search(PROJECT, {}, 9)), [1])
      assert.deepEqual(numbers(await events.search(OTHER_PROJECT, { text: 'camera' }, 9)), [2])
      assert.deepEqual(numbers(await events.changedSince(OTHER_PROJECT, 0, 9)), [2])
      assert.equal(await events.find(OTHER_PROJECT, id(1)), undefined)
      const review = { state: 'rejected', by: 'eve', at: 1, note: '' } as const
      assert.deepEqual(await events.review(OTHER_PROJECT, [id(1)], review), [
        { messageId: id(1), kind: 'missing' },
      ])
      assert.deepEqual(await events.remove(OTHER_PROJECT, [id(1)]), [])
      assert.equal((await one(events, 1)).state, 'unreviewed')
    }))

  test(`${name}: what was changed since is told in the order of the changes, and no number is given twice`, () =>
    onProjects(open, async ({ events }) => {
      for (const n of [1, 2, 3]) await events.record(plainEvent(n, { tracks: [`T${n}`] }))
      const since = await events.lastChange()
      await events.record(plainEvent(4, { tracks: ['T1'] }))
      await events.review(PROJECT, [id(2)], { state: 'approved', by: 'ann', at: 1, note: '' })
      assert.deepEqual(numbers(await events.changedSince(PROJECT, since, 9)), [4, 1, 2])
      assert.deepEqual(numbers(await events.changedSince(PROJECT, since, 1)), [4])
      const last = await events.lastChange()
      const { number } = await one(events, 4)
      await events.remove(PROJECT, [1, 2, 3, 4].map(id))
      const next = await events.record(plainEvent(5))
      assert.ok(next.changed > last && next.number > number)
    }))

  test(`${name}: a deleted main event takes its sub-events along; a sub-event is counted off`, () =>
    onProjects(open, async ({ events }) => {
      for (const n of [1, 2, 3]) await events.record(plainEvent(n))
      assert.deepEqual(await events.remove(PROJECT, [id(3), id(99)]), [id(3)])
      assert.equal((await one(events, 1)).count, 1)
      assert.deepEqual((await events.kept([1, 2, 3].map(id))).sort(), [id(1), id(2)])
      assert.deepEqual(await events.remove(PROJECT, [id(2), id(1)]), [id(1), id(2)])
      assert.deepEqual(await events.kept([id(1), id(2)]), [])
      // What comes next is no repeat of something that is not there.
      assert.equal((await events.record(plainEvent(4))).mainId, undefined)
    }))

  test(`${name}: an event has the clip of its result, whichever of the two comes first`, () =>
    onProjects(open, async ({ events, results, jobs }) => {
      await jobs.insert([plainJob(1)])
      await jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
      const rows = [1, 2].map((n) => plainResult(hex32(1), 1, n, { messageId: id(n) }))
      await results.append(hex32(1), 1, rows, () => [])
      await results.addClip(hex32(1), 1, id(1), { name: 'one.mp4', bytes: 1_000 })
      for (const n of [1, 2]) await events.record(plainEvent(n))
      const { changed, bytes } = await one(events, 2)
      await results.addClip(hex32(1), 1, id(2), { name: 'two.mp4', bytes: 2_000 })
      assert.equal((await one(events, 1)).clipName, 'one.mp4')
      assert.equal((await one(events, 2)).clipName, 'two.mp4')
      assert.ok((await one(events, 2)).changed > changed)
      // A clip takes room, and one that is told again takes it once.
      assert.deepEqual(
        [(await one(events, 1)).bytes, (await one(events, 2)).bytes],
        [bytes + 1_000, bytes + 2_000],
      )
      await results.addClip(hex32(1), 1, id(2), { name: 'two.mp4', bytes: 2_000 })
      assert.equal((await one(events, 2)).bytes, bytes + 2_000)
    }))

  test(`${name}: a result makes its event once: one that was deleted does not come back`, () =>
    onProjects(open, async ({ events, results, jobs }) => {
      await jobs.insert([plainJob(1)])
      await jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
      const rows = [1, 2].map((n) => plainResult(hex32(1), 1, n, { messageId: id(n) }))
      await results.append(hex32(1), 1, rows, () => [])
      for (const n of [1, 2]) await events.record(plainEvent(n))
      await events.remove(PROJECT, [id(2)])
      await assert.rejects(events.record(plainEvent(2)))
      assert.equal((await events.record(plainEvent(1))).messageId, id(1))
      assert.deepEqual(numbers(await events.search(PROJECT, {}, 9)), [1])
      assert.equal((await one(events, 1)).count, 0)
    }))

  test(`${name}: no text is too strange to search for`, () =>
    onProjects(open, async ({ events }) => {
      await events.record(plainEvent(1))
      const strange = [
        '"',
        '" OR project : "x',
        'NEAR(job 1)',
        '^job',
        '(((',
        'NOT',
        'job* OR',
        'words:job',
        '{job',
        '\ud800',
        '\0',
      ]
      for (const text of [...strange, '\u{1E900}', '½', '-job', 'x'.repeat(200)])
        assert.deepEqual(await events.search(OTHER_PROJECT, { text }, 9), [], text)
      for (const text of strange) assert.ok((await events.search(PROJECT, { text }, 9)).length <= 1, text)
      assert.equal((await events.search(PROJECT, { text: '"job' }, 9)).length, 1)
    }))

  test(`${name}: many events go with their project, and others have their turn meanwhile`, () =>
    onProjects(open, async ({ events, identity, jobs }) => {
      for (let n = 0; n < 1_200; n += 1) await events.record(plainEvent(n, { tracks: [`T${n}`] }))
      await jobs.insert([plainJob(1)])
      assert.deepEqual(await identity.removeProject(PROJECT), { jobs: 1 })
      assert.equal((await events.search(PROJECT, {}, 2_000)).length, 1_200)
      await jobs.remove(hex32(1))
      let turns = 0
      let isDone = false
      const turn = () => {
        if (isDone) return
        turns += 1
        setImmediate(turn)
      }
      setImmediate(turn)
      assert.deepEqual(await identity.removeProject(PROJECT), {})
      isDone = true
      assert.ok(turns > 0)
      assert.deepEqual(await events.search(PROJECT, {}, 9), [])
    }))

  test(`${name}: events outlive their job, and go with their project`, () =>
    onProjects(open, async ({ events, identity }) => {
      await events.record(plainEvent(1))
      await events.record(plainEvent(2))
      assert.equal((await events.search(PROJECT, { text: 'job' }, 9)).length, 2)
      assert.deepEqual(await identity.removeProject(PROJECT), {})
      assert.deepEqual(await events.search(PROJECT, {}, 9), [])
      assert.equal(await events.find(PROJECT, id(1)), undefined)
      await assert.rejects(events.record(plainEvent(3)))
    }))
}
