/**
 * The analysis process: one run, one process. A crash, a hang or a runaway rule ends its own job only, and the
 * operating system shares the cores between jobs. It ends itself when its parent is gone.
 */
import { ALGORITHMS, type Algorithm, type Facts, inputKey, releaseOf } from '@vigia/core'
import { loadAlgorithm } from '../added/load-rule.js'
import { openLooking } from '../analysis/index.js'
import { ClipMaker, COPY_ARGUMENTS } from '../clip/index.js'
import { openSource, RECONNECT_LADDER_MS, type SourceOptions } from '../source/index.js'
import { RuleError } from './guarded-rule.js'
import { uuidFrom } from './ids.js'
import { Outbox } from './outbox.js'
import { PlaceAsks } from './place-asks.js'
import type { FromRun, RunOrder, ToRun } from './protocol.js'
import { RunLoop } from './run-loop.js'
import { wantedMotion } from './wanted-motion.js'
import { Objects, OneSource } from './worklist.js'

/** Results that may wait for the disk; with pictures of 0.2 MB each this bounds the memory to about 13 MB. */
const OUTBOX_ROWS = 64
/** At most this many live pictures a second. */
const PREVIEWS_PER_SECOND = 4
/** The job asks for frames a second in `config.common.sampling_fps`. */
const DEFAULT_FPS = 5
const ALIVE_MS = 5_000
const FRAME_TIMEOUT_MS = 10_000

let loop: RunLoop | undefined
let outbox: Outbox | undefined
let watchedUntil = 0
let lastPreview = 0
/** Called when the clip that was sent last is taken. */
let clipTaken = (): void => undefined

function send(message: FromRun): void {
  process.send?.(message)
}

const places = new PlaceAsks(send)

async function run(order: RunOrder): Promise<void> {
  const { assignment } = order
  const asked = assignment.spec.common.sampling_fps
  const algorithm = await algorithmOf(order)
  const facts = factsOf(algorithm, order)
  const looking = await openLooking(order.models, facts, (part, thing) =>
    uuidFrom(assignment.jobId, assignment.epoch, 'thing', part, thing),
  )
  outbox = new Outbox((rows) => send({ kind: 'results', rows }), OUTBOX_ROWS)
  const clips = clipsFor(order)
  const fps = typeof asked === 'number' ? asked : DEFAULT_FPS
  const motion = wantedMotion(assignment, facts, fps)
  loop = new RunLoop({
    assignment,
    algorithm,
    eyes: looking.eyes,
    factMakers: looking.factMakers,
    ...(motion ? { motion } : {}),
    outbox,
    ...(clips ? { clips } : {}),
    work: order.parts
      ? new Objects(inputKey(assignment.spec.input), order.parts, assignment.progress)
      : new OneSource(),
    open: (part, onState, onSleepless) =>
      openSource(
        {
          locate: (signal) => places.ask(signal, part.name),
          presumed: order.presumed,
          fps,
          maySleep: motion?.maySleep ?? false,
          detectorSize: looking.detectorSize,
          ffmpegPath: order.ffmpegPath,
          mediaDirs: order.mediaDirs,
          policy: order.policy,
          frameTimeoutMs: FRAME_TIMEOUT_MS,
          ladderMs: RECONNECT_LADDER_MS,
          ...(clips ? { copy: copyInto(clips) } : {}),
        },
        { onState, onSleepless },
      ),
    report: (report) => send({ kind: 'report', report }),
    watched: () => Date.now() < watchedUntil && Date.now() - lastPreview >= 1000 / PREVIEWS_PER_SECOND,
    preview: (jpeg) => {
      lastPreview = Date.now()
      send({ kind: 'preview', jpeg, at: lastPreview })
    },
    now: Date.now,
    elapsed: () => performance.now(),
  })
  await loop.run()
  await looking.close()
  // Closing the channel throws away what is still on its way through it.
  const last: FromRun = { kind: 'alive' }
  await new Promise((resolve) => process.send?.(last, undefined, undefined, resolve))
  process.disconnect?.()
}

/** @throws RuleError when its code cannot be loaded */
async function algorithmOf({ assignment, ruleFolder }: RunOrder): Promise<Algorithm> {
  const { serviceName } = assignment
  if (ruleFolder !== undefined) return loadAlgorithm(ruleFolder, serviceName)
  const algorithm = ALGORITHMS.get(serviceName)
  if (!algorithm) throw new Error(`${serviceName} is not installed`)
  return algorithm
}

/** What the job's algorithm wants to know beside tracks. */
function factsOf(algorithm: Algorithm, { assignment }: RunOrder): Facts {
  const release = releaseOf(algorithm, assignment.serviceVersion)
  return release?.facts?.(assignment.spec.common) ?? {}
}

/** Undefined for a job without clips, which then costs nothing. */
function clipsFor(order: RunOrder): ClipMaker | undefined {
  const { clip } = order.assignment.spec.output
  if (!clip) return undefined
  return new ClipMaker({
    ...clip,
    folder: order.clipFolder,
    ffmpegPath: order.ffmpegPath,
    send: (messageId, mp4) =>
      new Promise((resolve) => {
        clipTaken = resolve
        send({ kind: 'clip', messageId, mp4 })
      }),
    warn: (text) => void process.stderr.write(`${text}\n`),
    elapsed: () => performance.now(),
  })
}

let sources = 0
function copyInto(clips: ClipMaker): NonNullable<SourceOptions['copy']> {
  const source = ++sources
  return { nextFolder: (attempt) => clips.nextFolder(`${source}-${attempt}`), args: COPY_ARGUMENTS }
}

/** Says why, waits until that is on its way, and ends. */
async function failAtStart(message: string): Promise<void> {
  const report: FromRun = {
    kind: 'report',
    report: { kind: 'failed', stage: 'start', code: 'VIGIA.RULE', message },
  }
  await new Promise((resolve) => process.send?.(report, undefined, undefined, resolve))
  process.exit(0)
}

process.on('message', (message: ToRun) => {
  if (message.kind === 'run') {
    run(message.order).catch(async (error: unknown) => {
      if (error instanceof RuleError) return failAtStart(error.message)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      process.exit(70)
    })
  } else if (message.kind === 'stop') {
    if (loop) void loop.stop()
    else process.exit(0)
  } else if (message.kind === 'stored') {
    outbox?.stored(message.sequence)
  } else if (message.kind === 'clip-taken') {
    clipTaken()
  } else if (message.kind === 'located') {
    places.answered(message.ask, message.answer)
  } else if (message.kind === 'watch') {
    watchedUntil = message.until
  }
})

setInterval(() => send({ kind: 'alive' }), ALIVE_MS).unref()

// The parent is gone (or let go of this run): nothing may be published any more.
process.on('disconnect', () => {
  const end = loop ? loop.stop() : Promise.resolve()
  const timer = setTimeout(() => process.exit(0), 3_000)
  void end.finally(() => {
    clearTimeout(timer)
    process.exit(0)
  })
})
// A terminal's Ctrl-C reaches the whole foreground group; ending in order is the parent's business.
process.on('SIGINT', () => undefined)
