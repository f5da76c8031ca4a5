import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ObjectPage, ObjectStoreError } from '../ports/object-store.js'
import { videosOf } from './videos.js'

/** A store that answers with these pages, one after the other, and with the last one for ever. */
function paged(pages: ObjectPage[]) {
  const asked: (string | undefined)[] = []
  return {
    asked,
    stat: async () => undefined,
    list: async (_bucket: string, _prefix: string, { after }: { after?: string | undefined }) => {
      asked.push(after)
      assert.ok(asked.length < 20, 'it asks for ever')
      return pages[Math.min(asked.length, pages.length) - 1]!
    },
  }
}
const page = (more: boolean, ...keys: string[]): ObjectPage => ({
  more,
  objects: keys.map((key) => ({ key, size: 1, modifiedAt: 0 })),
})
const fails = (fault: string) => (error: unknown) =>
  error instanceof ObjectStoreError && error.fault === fault

test('pages are asked for behind the last key, whatever it is, and no more of them than are wanted', async () => {
  const store = paged([page(true, 'a.mp4', 'b.txt'), page(true, 'c.txt'), page(false, 'd.mp4', 'e.mp4')])
  assert.deepEqual(await videosOf(store, 'x', ''), ['a.mp4', 'd.mp4', 'e.mp4'])
  assert.deepEqual(store.asked, [undefined, 'b.txt', 'c.txt'])
  const enough = paged([page(true, 'a.mp4', 'b.mp4', 'c.mp4')])
  assert.deepEqual(await videosOf(enough, 'x', '', undefined, 2), ['a.mp4', 'b.mp4'])
  assert.equal(enough.asked.length, 1)
})

test('what is empty, or only named like a folder, is no video', async () => {
  const objects = ['a.mp4', 'b.mp4', 'b.mp4/'].map((key, size) => ({ key, size, modifiedAt: 0 }))
  assert.deepEqual(await videosOf(paged([{ more: false, objects }]), 'x', ''), ['b.mp4'])
})

test('a store that gives the same page again, or none and says there are more, is not asked for ever', async () => {
  for (const stuck of [page(true, 'a.mp4'), page(true, 'a.txt'), page(true)])
    await assert.rejects(videosOf(paged([stuck]), 'x', ''), fails('denied'))
})

test('a long list is given up when nobody waits for it any more', async () => {
  const store = paged([page(true, 'a'), page(true, 'b')])
  await assert.rejects(videosOf(store, 'x', '', AbortSignal.abort()), fails('away'))
  assert.equal(store.asked.length, 1)
})
