/** A source opened as a run opens it, from what a job names; and what is waited for on it. */
import assert from 'node:assert/strict'
import { addressPolicy } from '@vigia/core'
import { objectStores } from '@vigia/server'
import { waitFor } from '@vigia/testing'
import { type LocateDeps, locatorOf, openSource, type SourceState, VcnSessions } from '@vigia/worker'
import type { Rig } from './part.js'

const MEDIA = addressPolicy('media', '127.0.0.0/8')
/** Five rungs up an outage waits for an hour: who is met before that was met because it is back. */
const LADDER_MS = [100, 100, 100, 100, 100, 3_600_000]
const SILENT_MS = 6_000
/** A file's server is not taken for frozen only because the machine is busy. */
const FILE_SILENT_MS = 8_000
const PATIENCE_MS = 60_000
const WAITING = /^waiting for (camera|stream|stream yard|file), attempt \d+(, next in [\d.]+ s)?: /

export interface Watched {
  /** Milliseconds since the first frame, of all frames so far. */
  readonly times: readonly number[]
  /** Until frames come that were not there yet. */
  flows(): Promise<void>
  /** Until the source says why it waits, at so high an attempt; earlier states do not count. */
  waits(words: RegExp, attempt?: number): Promise<void>
  /** Some more frames, and no wait between them. */
  goesOn(): Promise<void>
  /** No frame is taken beyond so many, until `release`. */
  hold(count: number): void
  /** Until so many have been taken. */
  holds(): Promise<void>
  release(): void
  /** The end of a file. @throws what the source ended with */
  ended(): Promise<void>
  close(): Promise<void>
}

export function watch({ input, deps = {} }: Pick<Rig, 'input' | 'deps'>, mediaDirs: string[] = []): Watched {
  const all: LocateDeps = {
    openStore: objectStores({ dataDir: '/nowhere', policy: MEDIA }),
    lookupPolicy: addressPolicy('webhook', '127.0.0.0/8'),
    vcn: new VcnSessions({ policy: MEDIA, verify: 'public' }),
    pushes: { find: async () => ({ isPushed: false }) },
    ...deps,
  }
  const locator = locatorOf(input, all)
  const states: SourceState[] = []
  const times: number[] = []
  const sizes = new Set<string>()
  let seen = 0
  let most = Number.POSITIVE_INFINITY
  let letGo = (): void => undefined
  const source = openSource(
    {
      locate: (signal) => locator.locate(signal),
      presumed: locator.presumed,
      fps: 10,
      detectorSize: 160,
      ffmpegPath: 'ffmpeg',
      mediaDirs,
      policy: MEDIA,
      frameTimeoutMs: locator.presumed === 'file' ? FILE_SILENT_MS : SILENT_MS,
      ladderMs: LADDER_MS,
    },
    { onState: (state) => states.push(state) },
  )
  let broken: unknown
  const reading = (async () => {
    for await (const { videoTimeMs, width, height } of source.frames()) {
      assert.ok(videoTimeMs >= (times.at(-1) ?? 0), 'time never falls')
      times.push(videoTimeMs)
      sizes.add(`${width}x${height}`)
      if (times.length >= most)
        await new Promise<void>((resolve) => {
          letGo = resolve
        })
    }
  })()
  reading.catch((error: unknown) => {
    broken = error
  })
  const until = async (condition: () => boolean, what: string): Promise<void> => {
    try {
      await waitFor(
        () => {
          if (broken) throw broken
          return condition()
        },
        PATIENCE_MS,
        what,
      )
    } catch (error) {
      throw new Error(`${(error as Error).message}; ${told(states.slice(seen))}`, { cause: error })
    }
  }
  const more = (count: number, from = times.length): Promise<void> =>
    until(() => times.length >= from + count, `${count} frames`)
  return {
    times,
    flows: async () => {
      await until(() => states.at(-1)?.kind === 'flowing', 'flowing')
      await more(2)
      seen = states.length
      assert.equal(sizes.size, 1, `pictures have one size: ${[...sizes]}`)
    },
    waits: async (words, attempt = 1) => {
      const fits = (state: SourceState): boolean =>
        state.kind === 'lost' && state.attempt >= attempt && words.test(state.status)
      await until(() => states.slice(seen).some(fits), `attempt ${attempt}, ${words}`)
      for (const state of states) if (state.kind === 'lost') assert.match(state.status, WAITING)
      seen = states.length
    },
    goesOn: async () => {
      await more(10)
      assert.deepEqual(states.slice(seen), [])
    },
    hold: (count) => {
      most = count
    },
    holds: () => until(() => times.length >= most, `${most} frames`),
    release: () => {
      most = Number.POSITIVE_INFINITY
      letGo()
    },
    ended: () => reading,
    close: async () => {
      most = Number.POSITIVE_INFINITY
      letGo()
      await source.close()
      await reading.catch(() => undefined)
      locator.close?.()
    },
  }
}

const told = (states: readonly SourceState[]): string =>
  `it said: ${states.map((state) => (state.kind === 'lost' ? state.status : state.kind)).join(' | ')}`
