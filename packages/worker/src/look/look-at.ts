/** One look at a source: a few seconds of pictures, judged; then it is closed again. */

import type { AddressPolicy, ReadableInput } from '@vigia/core'
import {
  type DueLook,
  judge,
  type LivePicture,
  Look,
  type LookOutcome,
  packMemory,
  remember,
  smallPicture,
  unpackMemory,
} from '@vigia/core'
import type { Locator } from '../locate/index.js'
import { annotate } from '../picture/index.js'
import { openSource, type Place, SourceError, type SourceFrame } from '../source/index.js'

/** What opening a source outside of a run takes. */
export interface ViewDeps {
  locatorOf(input: ReadableInput): Locator
  ffmpegPath: string
  mediaDirs: string[]
  mediaPolicy: AddressPolicy
}

/** Five a second show a shaking camera, and twelve of them 2.4 s: a key frame or two, and time enough to see it pan. */
const FPS = 5
const PICTURES = 12
/** A camera that sends one picture a second is judged on fewer. */
const LONGEST_MS = 5_000
/** Side of the pictures that are judged. */
const SMALL = 320
/** Side of the picture that is kept. */
const LARGE = 1280
const JPEG_QUALITY = 75
const FRAME_TIMEOUT_MS = 10_000
/** For all of it: asking where it is, opening, and the pictures. */
const DEADLINE_MS = 40_000
const NOTHING_ON_THE_JPEG = { polygons: [], lines: [], boxes: [] }

/** @param signal ends it early; what was seen until then is told */
export async function lookAt(
  { input, memory }: Pick<DueLook, 'input' | 'memory'>,
  deps: ViewDeps,
  signal: AbortSignal,
): Promise<LookOutcome> {
  const locator = deps.locatorOf(input)
  const look = new Look()
  const { newest, failure } = await watch(locator, deps, signal, (frame) => {
    const { data, width, height } = frame.detector
    look.add(smallPicture(data, width, height), frame.videoTimeMs)
    const { length } = look.measured
    return length >= PICTURES || frame.videoTimeMs - look.measured[0]!.videoTimeMs >= LONGEST_MS
  })
  if (!newest) return { kind: 'unseen', ...(failure ?? NO_PICTURE) }
  const before = memory && unpackMemory(memory)
  const findings = judge(look, before, locator.presumed === 'stream')
  const after = remember(before, look, findings)
  return {
    kind: 'seen',
    jpeg: await jpegOf(newest),
    at: newest.receivedAtMs,
    frame: newest.of,
    findings,
    memory: after && packMemory(after),
  }
}

const NO_PICTURE = { code: 'SOURCE.TIMED_OUT', reason: `No picture came within ${DEADLINE_MS / 1_000} s` }

/** One picture, or the reason why there is none. @param signal ends it early */
export async function snapshot(
  input: ReadableInput,
  deps: ViewDeps,
  signal: AbortSignal,
): Promise<LivePicture | { reason: string }> {
  const { newest, failure } = await watch(deps.locatorOf(input), deps, signal, () => true)
  return newest ? await pictureOf(newest) : { reason: (failure ?? NO_PICTURE).reason }
}

interface Watched {
  newest: SourceFrame | undefined
  failure: { code: string; reason: string } | undefined
}

/** Reads until `enough` says so; one attempt, no more. */
async function watch(
  locator: Locator,
  deps: ViewDeps,
  signal: AbortSignal,
  enough: (frame: SourceFrame) => boolean,
): Promise<Watched> {
  const watched: Watched = { newest: undefined, failure: undefined }
  const source = openSource(sourceOptions(locator, deps, FPS), {
    onState: () => undefined,
    onFailure: ({ code, reason }) => {
      watched.failure ??= { code, reason }
      void source.close()
    },
  })
  const close = (): void => void source.close()
  const deadline = setTimeout(close, DEADLINE_MS)
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  try {
    for await (const frame of source.frames()) {
      watched.newest = frame
      if (enough(frame)) break
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    watched.failure ??= { code: error.code, reason: error.message }
  } finally {
    clearTimeout(deadline)
    signal.removeEventListener('abort', close)
    await source.close()
    locator.close?.()
  }
  return watched
}

/** @param fps pictures a second */
export function sourceOptions(locator: Locator, deps: ViewDeps, fps: number) {
  return {
    locate: (signal: AbortSignal) => firstPlace(locator, signal),
    presumed: locator.presumed,
    fps,
    detectorSize: SMALL,
    pictureSide: LARGE,
    ffmpegPath: deps.ffmpegPath,
    mediaDirs: deps.mediaDirs,
    policy: deps.mediaPolicy,
    frameTimeoutMs: FRAME_TIMEOUT_MS,
    ladderMs: [1_000, 2_000, 5_000],
  }
}

/** Of a folder of videos the first one is looked at. */
async function firstPlace(locator: Locator, signal: AbortSignal): Promise<Place> {
  const [part] = (await locator.parts?.(signal)) ?? []
  return locator.locate(signal, part)
}

export async function pictureOf(frame: SourceFrame): Promise<LivePicture> {
  return { jpeg: await jpegOf(frame), at: frame.receivedAtMs, of: frame.of }
}

const jpegOf = ({ yuv, width, height }: SourceFrame): Promise<Uint8Array> =>
  annotate(yuv, width, height, NOTHING_ON_THE_JPEG, JPEG_QUALITY)
