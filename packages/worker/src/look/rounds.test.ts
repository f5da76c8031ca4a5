/** The rounds by themselves: how many at once, how often they ask, and how they end; link and looks are scripted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DueLook, LookOutcome } from '@vigia/core'
import { waitFor } from '@vigia/testing'
import { Rounds } from './rounds.js'

const outcome: LookOutcome = { kind: 'unseen', code: 'SOURCE.UNREACHABLE', reason: 'connection refused' }

/** Without limit due sources; looks end when `finish` says so, or when the rounds stop. */
function setUp() {
  const seen = { asked: [] as number[], begun: [] as string[], told: [] as string[], faults: [] as string[] }
  const ends = new Map<string, (fault?: Error) => void>()
  let number = 0
  let linkFault: Error | undefined
  const rounds = new Rounds({
    link: {
      dueLooks: async (free) => {
        seen.asked.push(free)
        if (linkFault) throw linkFault
        return Array.from({ length: free }, (): DueLook => {
          const sourceId = String(++number)
          return { sourceId, ticket: 1, input: { type: 'url', url: 'rtsp://camera/1' }, memory: undefined }
        })
      },
      looked: async (sourceId) => {
        seen.told.push(sourceId)
        return true
      },
    },
    look: ({ sourceId }, signal) =>
      new Promise((resolve, reject) => {
        seen.begun.push(sourceId)
        ends.set(sourceId, (fault) => (fault ? reject(fault) : resolve(outcome)))
        signal.addEventListener('abort', () => resolve(outcome))
      }),
    log: { error: (_, text) => seen.faults.push(text) },
    pollMs: 2,
  })
  return {
    rounds,
    seen,
    finish: (sourceId: string, fault?: Error) => ends.get(sourceId)!(fault),
    breakLink: (fault?: Error) => {
      linkFault = fault
    },
  }
}

test('two are looked at at once; the next one when one of them has been told of', async () => {
  const { rounds, seen, finish } = setUp()
  rounds.start()
  await waitFor(() => seen.asked.length > 5, 60_000)
  assert.deepEqual(
    [seen.begun, seen.asked.slice(0, 3)],
    [
      ['1', '2'],
      [2, 0, 0],
    ],
  )
  finish('2')
  await waitFor(() => seen.begun.length === 3, 60_000)
  assert.deepEqual(seen.told, ['2'])
  await rounds.stop()
})

test('stopping ends the looks under way, which are not told of, and nothing is asked for any more', async () => {
  const { rounds, seen } = setUp()
  rounds.start()
  await waitFor(() => seen.begun.length === 2, 60_000)
  await rounds.stop()
  const { length } = seen.asked
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([seen.told, seen.asked.length, seen.faults], [[], length, []])
})

test('a fault of the link or of a look is logged, and the rounds go on', async () => {
  const { rounds, seen, finish, breakLink } = setUp()
  breakLink(new Error('the database is locked'))
  rounds.start()
  await waitFor(() => seen.faults.length > 1, 60_000)
  assert.match(seen.faults[0]!, /could not be asked for/)
  breakLink()
  await waitFor(() => seen.begun.length === 2, 60_000)
  finish('1', new Error('broken'))
  await waitFor(() => seen.begun.length === 3, 60_000)
  assert.equal(seen.faults.at(-1), 'a look at a source failed')
  assert.deepEqual(seen.told, [])
  await rounds.stop()
})
