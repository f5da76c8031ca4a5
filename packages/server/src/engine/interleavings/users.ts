/** Users who ask for anything at any time, through the real use cases. */
import type { Algorithm, Release } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import { actOnJob, createJobs, type JobDeps, updateJob } from '../../use-cases/index.js'
import { type Ask, type Patch, say, wrongError, wrongSuccess } from './asks.js'
import type { Dice } from './dice.js'
import { AT_REST } from './rules.js'
import { toWire, WINDOWS } from './windows.js'
import type { Witness } from './witness.js'
import { algIdOf, ORDER, SERVICE } from './world.js'

/** Few, so that they collide. */
const NAMES = ['gate', 'yard', 'hall', 'roof', 'gate-1', 'yard-2'] as const
const CAMERAS = [1, 2, 3].map((n) => `rtsp://10.0.0.${n}/ch1`) as [string, ...string[]]
const caller = { projectId: PROJECT, userName: 'admin' }

const releaseOf = (version: string): Release => ({
  version,
  algId: algIdOf(version),
  releasedAt: 0,
  description: 'Test',
  labels: () => ['person'],
  parameters: { type: 'object' },
  validate: () => undefined,
  createRule: () => {
    throw new Error('nothing runs here')
  },
})

export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  [
    SERVICE,
    {
      serviceName: SERVICE,
      family: 'test',
      releases: [releaseOf('1.0'), releaseOf('2.0'), releaseOf('3.0')],
      titleEn: 'Test',
      titleZh: 'Test',
      description: 'Test',
      company: 'Vigia',
      tags: [],
      type: 'cloud',
      serviceId: '11111111-2222-4333-8444-555555555555',
      eventTypes: [1],
      categories: { alarm: 1 },
      serviceParameters: { type: 'object' },
      logo: '',
      diagram: '',
    },
  ],
])

/** What the users of one scenario like to ask. */
export interface Habits {
  kinds: Record<Ask['kind'], number>
  /** Of ten new jobs, and of ten updates, so many give a schedule. */
  windows: number
}

export const drawHabits = (dice: Dice): Habits => ({
  kinds: {
    create: dice.pick([0, 0, 2]),
    start: 12,
    stop: dice.pick([2, 6, 12]),
    update: dice.pick([0, 5, 12]),
    delete: dice.pick([0, 1, 2]),
  },
  windows: dice.pick([0, 5, 10]),
})

/** Asks something and judges the answer; a crash leaves the question unanswered. */
export async function askAnything(
  dice: Dice,
  habits: Habits,
  witness: Witness,
  depsOf: (ask: Ask) => JobDeps,
): Promise<void> {
  const ask = question(dice, habits, witness)
  witness.note(`user: ${say(ask)}`)
  witness.asked(ask)
  try {
    await put(ask, depsOf(ask))
    witness.note(`answer: ${say(ask)}: done`)
    witness.break(wrongSuccess(ask))
  } catch (error) {
    witness.note(`answer: ${say(ask)}: ${error}`)
    witness.break(wrongError(ask, error))
  } finally {
    witness.asks.delete(ask)
  }
}

function question(dice: Dice, { kinds, windows }: Habits, { jobs }: Witness): Ask {
  const ids = [...jobs.keys()]
  const id = dice.pick(ids)
  const state = id === undefined ? undefined : jobs.get(id)?.state
  // Mostly what the state allows, for else nothing would ever come to run.
  const isAtRest = state !== undefined && AT_REST.includes(state)
  const sensible = isAtRest ? { ...kinds, stop: 0 } : { ...kinds, start: 1 }
  const kind = id === undefined ? 'create' : dice.weigh(dice.oneIn(4) ? kinds : sensible)
  const isScheduling = dice.below(10) < windows
  const isOnCamera = id !== undefined && jobs.get(id)?.cameraId !== undefined
  const patch: Patch = {}
  if (kind === 'create' || (kind === 'update' && dice.oneIn(2))) patch.name = dice.pick(NAMES)
  if (kind === 'create' || (kind === 'update' && dice.oneIn(2) && !isOnCamera)) patch.url = dice.pick(CAMERAS)
  if (kind === 'create' && dice.oneIn(2)) patch.isOnOrder = true
  if (kind === 'create' && isScheduling) patch.window = dice.pick(WINDOWS)
  if (kind === 'update' && isScheduling) patch.window = dice.pick([...WINDOWS, null])
  const jobId = kind === 'create' ? undefined : id
  const seen = { seen: new Set<never>(), facts: new Set<never>(), wasNameTaken: false }
  return { on: 'job', kind, jobId, patch, commits: [], ...seen }
}

async function put({ kind, jobId, patch }: Ask, deps: JobDeps): Promise<void> {
  const { name, url, window, isOnOrder } = patch
  const body = {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { input: { type: 'url' as const, data: [{ url }] } }),
    ...(window === undefined ? {} : { schedule: window && toWire(window) }),
  }
  if (kind === 'update') await updateJob(deps, caller, jobId!, body)
  else if (kind !== 'create') await actOnJob(deps, caller, jobId!, kind)
  else {
    const { input, schedule, ...rest } = body
    await createJobs(deps, caller, SERVICE, {
      ...rest,
      input: input!,
      output: { event_center: true },
      ...(isOnOrder ? { resource_order_id: ORDER } : {}),
      ...(schedule ? { schedule } : {}),
    })
  }
}
