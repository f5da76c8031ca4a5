/**
 * The same outages for every kind of input: each part that a source needs starts late, dies, freezes, sends garbage,
 * never answers and comes back, and each time the source says why it waits, and frames flow again.
 */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { waitFor } from '@vigia/testing'
import { openSource } from '../source.js'
import { childCommandLines } from '../test-sources.js'
import type { SourceOptions, SourceState } from '../types.js'

/** What a test started is ended in reverse order. */
export type AtEnd = (step: () => Promise<void>) => void

function ending(t: TestContext): AtEnd {
  const steps: (() => Promise<void>)[] = []
  t.after(async () => {
    for (const step of steps.reverse()) await step()
  })
  return (step) => steps.push(step)
}

/** How it misbehaves while its process lives. */
export type Misbehaviour = 'silent' | 'garbage'

/** What a source needs: a camera, a server that tells where it is. Each runs in a process of its own. */
export interface Part {
  name: string
  /** Frames come through it: they stop when it does. */
  carries: boolean
  /** At the same address every time. */
  start(): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  behave(as: Misbehaviour | 'serve'): Promise<void>
  /** What a waiting source says of it. */
  words: Record<'away' | 'frozen' | Misbehaviour, RegExp>
}

export interface OutageRig {
  /** In the order they start; all are running when a test gets them. */
  parts: readonly Part[]
  source: Pick<SourceOptions, 'locate' | 'presumed' | 'policy'>
  /** Ends the connections that carry frames; new ones are taken at once. */
  cut(): void
}

const PATIENCE_MS = 60_000
const WAITING = /^waiting for (camera|stream), attempt \d+, next in /
const CYCLES = 10
/** Sockets that are on their way out, and what Node opens by itself. */
const SPARE_DESCRIPTORS = 6

/** @param rig starts everything, and says how it is ended */
export function outageTests(
  kind: string,
  partNames: readonly string[],
  rig: (atEnd: AtEnd) => Promise<OutageRig>,
): void {
  for (const [i, name] of partNames.entries()) {
    const setUp = async (t: TestContext) => {
      const atEnd = ending(t)
      const all = await rig(atEnd)
      const part = all.parts[i]!
      assert.equal(part.name, name)
      return { all, part, watchIt: () => watch(atEnd, all) }
    }

    test(`${kind}: ${name} starts late`, async (t) => {
      const { part, watchIt } = await setUp(t)
      await part.kill()
      const watched = watchIt()
      await watched.waits(part.words.away)
      await part.start()
      await watched.flows()
    })

    test(`${kind}: ${name} dies by SIGKILL and comes back`, async (t) => {
      const { all, part, watchIt } = await setUp(t)
      const watched = watchIt()
      await watched.flows()
      await part.kill()
      await cutUnlessCarrying(all, part, watched)
      await watched.waits(part.words.away)
      await part.start()
      await watched.flows()
    })

    test(`${kind}: ${name} freezes by SIGSTOP and thaws`, async (t) => {
      const { all, part, watchIt } = await setUp(t)
      const watched = watchIt()
      await watched.flows()
      part.signal('SIGSTOP')
      await cutUnlessCarrying(all, part, watched)
      await watched.waits(part.words.frozen)
      part.signal('SIGCONT')
      await watched.flows()
    })

    for (const how of ['silent', 'garbage'] as const) {
      test(`${kind}: ${name} is ${how === 'silent' ? 'never answering' : 'sending garbage'}, then well`, async (t) => {
        const { part, watchIt } = await setUp(t)
        await part.behave(how)
        const watched = watchIt()
        await watched.waits(part.words[how])
        await part.behave('serve')
        await watched.flows()
      })
    }
  }

  test(`${kind}: no process and no descriptor is left after ${CYCLES} outages`, async (t) => {
    const atEnd = ending(t)
    const all = await rig(atEnd)
    const before = (await readdir('/proc/self/fd')).length
    const watched = watch(atEnd, all)
    await watched.flows()
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      all.cut()
      await watched.waits(/./)
      await watched.flows()
    }
    await watched.close()
    assert.deepEqual(
      (await childCommandLines()).filter((line) => line.includes('ffmpeg')),
      [],
    )
    await waitFor(
      async () => (await readdir('/proc/self/fd')).length <= before + SPARE_DESCRIPTORS,
      PATIENCE_MS,
      'the descriptors to be closed',
    )
  })
}

/** Without a part that does not carry them frames go on; it is missed when they must be reached for anew. */
async function cutUnlessCarrying(all: OutageRig, part: Part, watched: Watched): Promise<void> {
  if (part.carries) return
  await watched.goesOn()
  all.cut()
}

interface Watched {
  /** Until frames come that were not there yet. */
  flows(): Promise<void>
  /** Until the source waits and says why; earlier reasons do not count. */
  waits(words: RegExp): Promise<void>
  /** Some more frames, and no wait between them. */
  goesOn(): Promise<void>
  close(): Promise<void>
}

function watch(atEnd: AtEnd, { source: reach }: OutageRig): Watched {
  const states: SourceState[] = []
  let frames = 0
  let seen = 0
  const source = openSource(
    {
      ...reach,
      fps: 5,
      detectorSize: 160,
      ffmpegPath: 'ffmpeg',
      mediaDirs: [],
      frameTimeoutMs: 6_000,
      ladderMs: [200],
    },
    { onState: (state) => states.push(state) },
  )
  let broken: unknown
  const reading = (async () => {
    for await (const _ of source.frames()) frames++
  })().catch((error: unknown) => {
    broken = error
  })
  const unbroken = (condition: () => boolean) => (): boolean => {
    if (broken) throw broken
    return condition()
  }
  const more = async (count: number): Promise<void> => {
    const from = frames
    await waitFor(
      unbroken(() => frames >= from + count),
      PATIENCE_MS,
      'frames',
    )
  }
  const close = async (): Promise<void> => {
    await source.close()
    await reading
  }
  atEnd(close)
  return {
    flows: async () => {
      await waitFor(
        unbroken(() => states.at(-1)?.kind === 'flowing'),
        PATIENCE_MS,
        `flowing; ${told(states)}`,
      )
      await more(2)
      seen = states.length
    },
    waits: async (words) => {
      const matches = (state: SourceState) => state.kind === 'lost' && words.test(state.status)
      try {
        await waitFor(
          unbroken(() => states.slice(seen).some(matches)),
          PATIENCE_MS,
          String(words),
        )
      } catch (error) {
        throw new Error(`${(error as Error).message}; ${told(states.slice(seen))}`)
      }
      for (const state of states) if (state.kind === 'lost') assert.match(state.status, WAITING)
      seen = states.length
    },
    goesOn: async () => {
      await more(10)
      assert.deepEqual(states.slice(seen), [])
    },
    close,
  }
}

const told = (states: readonly SourceState[]): string =>
  `it said: ${states.map((state) => (state.kind === 'lost' ? state.status : state.kind)).join(' | ')}`
