/** Every kind of live address × everything that befalls it: told in the right words, met again when it is back. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { type Clip, makeClip, waitFor } from '@vigia/testing'
import { childCommandLines, openForTest } from './test-sources.js'
import { RIGS, type Rig } from './testing/rigs.js'

/** Five rungs up an outage waits for an hour: who is met before that was met because it is back. */
const LADDER_MS = [100, 100, 100, 100, 100, 3_600_000]
const SILENT_MS = 3_000
const PATIENCE_MS = 90_000

let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
})
after(() => clip.remove())

interface Watch {
  rig: Rig
  times: number[]
  /** Waits until the source is lost, so far up the ladder and in such words. */
  lost(attempt: number, words: RegExp): Promise<void>
  /** Waits for frames that come after now. */
  flows(): Promise<void>
}

function watched(kind: string, what: string, act: (watch: Watch) => Promise<void>, isUp = true): void {
  test(`${kind}: ${what}`, async () => {
    const rig = await RIGS[kind]!(clip)
    if (isUp) await rig.up()
    const { source, states } = openForTest(rig.url, {
      frameTimeoutMs: SILENT_MS,
      ladderMs: LADDER_MS,
      presumed: 'stream',
    })
    const times: number[] = []
    const reading = (async () => {
      for await (const { videoTimeMs } of source.frames()) times.push(videoTimeMs)
    })()
    const watch: Watch = {
      rig,
      times,
      lost: async (attempt, words) => {
        const said = await waitFor(
          () => states.findLast((s) => s.kind === 'lost' && s.attempt >= attempt && words.test(s.status)),
          PATIENCE_MS,
          `attempt ${attempt}, ${words}`,
        )
        assert.match(
          said.kind === 'lost' ? said.status : '',
          /^waiting for (camera|stream), attempt \d+, next in [\d.]+ s: /,
        )
      },
      flows: async () => {
        const before = times.length
        await waitFor(() => times.length >= before + 3, PATIENCE_MS, 'frames')
        assert.equal(states.at(-1)?.kind, 'flowing')
      },
    }
    try {
      if (isUp) await watch.flows()
      await act(watch)
      assert.ok(
        times.every((time, i) => i === 0 || time >= times[i - 1]!),
        'time never falls',
      )
    } finally {
      await source.close()
      await reading
      await rig.close()
    }
    const left = (await childCommandLines()).filter((line) => /ff(mpeg|probe)/.test(line))
    assert.deepEqual(left, [], 'no decoder is left')
  })
}

/** Somebody else is at the address. @param word undefined: never says one */
async function impostor(port: number, word: Buffer | undefined): Promise<() => Promise<void>> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (word) socket.on('data', () => socket.write(word))
    else socket.resume()
    gone.push(() => socket.destroy())
  })
  const gone: (() => void)[] = []
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const end of gone) end()
    })
}

for (const kind of Object.keys(RIGS)) {
  watched(
    kind,
    'that starts late is waited for, and read as soon as it is there',
    async ({ rig, lost, flows }) => {
      await lost(6, /connection refused/)
      await rig.up()
      await flows()
    },
    false,
  )

  watched(kind, 'killed and started again is read again, and time goes on', async ({ rig, lost, flows }) => {
    await rig.down()
    await lost(6, /connection refused/)
    await rig.up()
    await flows()
  })

  watched(
    kind,
    'frozen counts as lost though its address answers, and is read when it goes on',
    async ({ rig, lost, flows }) => {
      rig.freeze()
      await lost(1, /no picture for|timed out|stands still/)
      rig.thaw()
      await flows()
    },
  )

  watched(
    kind,
    'with somebody else at its address who sends garbage: words, then the source',
    async ({ rig, lost, flows }) => {
      await rig.down()
      const leave = await impostor(rig.port, Buffer.from('\x07garbage\r\n\r\n'.repeat(50)))
      await lost(2, /./)
      await leave()
      await rig.up()
      await flows()
    },
  )

  watched(
    kind,
    'with somebody else at its address who never answers: words, then the source',
    async ({ rig, lost, flows }) => {
      await rig.down()
      const leave = await impostor(rig.port, undefined)
      await lost(2, /timed out|no picture for/)
      await leave()
      await rig.up()
      await flows()
    },
  )
}

watched(
  'hls',
  'whose playlist stands still is not analysed again and again',
  async ({ rig, lost, flows }) => {
    rig.freeze()
    await lost(2, /the playlist stands still/)
    rig.thaw()
    await flows()
  },
)
