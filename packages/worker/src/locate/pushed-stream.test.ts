import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressRefusal, type PushedStream } from '@vigia/core'
import { AttemptError } from '../source/index.js'
import { pushedStream } from './pushed-stream.js'

const VIS = { type: 'vis', streamName: 'yard', projectId: 'p' } as const
const PORT = 7001
const HERE = {
  isPushed: true,
  url: `rtmp://127.0.0.1:${PORT}/p/yard?reader=s3cret`,
  endpoint: { address: '127.0.0.1', port: PORT },
}
const AWAY = { isPushed: false }

/** A locator whose ingest gives these answers; `asked` tells what for, and how long each might wait. */
function locatorWith(...answers: PushedStream[]) {
  const asked: [string, string, number][] = []
  const { presumed, locate } = pushedStream(
    VIS,
    {
      find: async (projectId, name, { patienceMs }) => {
        asked.push([projectId, name, patienceMs])
        return answers.shift() ?? AWAY
      },
    },
    45_000,
  )
  return { asked, presumed, locate: () => locate(new AbortController().signal) }
}

test('a stream that is pushed is read from our own endpoint, and from no other address', async () => {
  const { presumed, asked, locate } = locatorWith(HERE)
  const { url, policy } = await locate()
  assert.equal(presumed, 'stream')
  assert.equal(url, HERE.url)
  assert.deepEqual(asked, [['p', 'yard', 0]])
  assert.equal(addressRefusal('127.0.0.1', PORT, policy!), undefined)
  assert.match(addressRefusal('127.0.0.1', PORT + 1, policy!) ?? '', /loopback/)
})

test('one that is not is told of at once, then waited for, and asked for again without a pause', async () => {
  const { asked, locate } = locatorWith(AWAY, AWAY, { isPushed: true }, HERE, AWAY)
  for (const words of [/nobody pushes it/, /nobody pushes it/, /no picture comes/])
    await assert.rejects(locate(), (error) => {
      assert.ok(error instanceof AttemptError)
      const { reason, retry, noun, waitMs } = error.failure
      assert.match(reason, words)
      assert.deepEqual([retry, noun, waitMs], ['always', 'stream yard', 0])
      return true
    })
  await locate()
  // The next outage is a new one.
  await assert.rejects(locate())
  assert.deepEqual(
    asked.map(([, , patience]) => patience),
    [0, 45_000, 45_000, 45_000, 0],
  )
})
