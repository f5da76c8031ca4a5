/** Users who ask for anything of batches at any time, through the real use cases. */
import type { BatchResult } from '@vigia/contract'
import type { JobOutput } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import {
  type BatchDeps,
  createBatch,
  deleteBatch,
  startOrStopBatch,
  updateBatch,
} from '../../use-cases/index.js'
import { judgeError, judgeResult } from './batch-answers.js'
import { askOf, type BatchAsk, type BatchPatch, sayBatch } from './batch-asks.js'
import { CAMERAS, GROUP } from './cameras.js'
import type { Dice } from './dice.js'
import { toWire, WINDOWS } from './windows.js'
import type { Witness } from './witness.js'
import { ORDER, SERVICE } from './world.js'

/** Few, so that they collide; also with names of jobs, once they have a number. */
const NAMES = ['gate', 'yard'] as const
const OUTPUTS: [JobOutput, ...JobOutput[]] = [
  { eventCenter: true },
  { eventCenter: true, webhook: { url: 'https://hooks.example.org/', headers: {} } },
]
const KINDS = { start: 5, stop: 5, update: 8, delete: 2 }
const caller = { projectId: PROJECT, userName: 'admin' }

/** A question that fits what is there: mostly one batch at a time. */
export function questionOfBatch(dice: Dice, { batches: { present, batches } }: Witness): BatchAsk {
  const batch = dice.oneIn(8) ? dice.pick([...batches.values()]) : dice.pick(present)
  if (!batch || dice.oneIn(12)) {
    const ask = askOf('create', undefined, {
      name: dice.pick(NAMES),
      cameras: someCameras(dice),
      output: OUTPUTS[0],
      common: {},
      ...(dice.oneIn(3) ? { window: dice.pick(WINDOWS) } : {}),
      ...(dice.oneIn(3) ? { isOnOrder: true } : {}),
    })
    return { ...ask, version: dice.pick(['1.0', '1.0', '2.0']) }
  }
  const kind = dice.weigh(KINDS)
  return askOf(kind, batch.id, kind === 'update' ? anyPatch(dice) : {})
}

function anyPatch(dice: Dice): BatchPatch {
  const patch: BatchPatch = {}
  if (dice.oneIn(3)) patch.name = dice.pick(NAMES)
  if (dice.oneIn(3)) patch.output = dice.pick(OUTPUTS)
  if (dice.oneIn(3)) patch.common = { threshold: dice.below(3) }
  if (dice.oneIn(3)) patch.cameras = someCameras(dice)
  if (dice.oneIn(6)) patch.window = dice.pick([...WINDOWS, null])
  return patch
}

function someCameras(dice: Dice): string[] {
  const without = dice.below(CAMERAS.length + 1)
  return CAMERAS.filter((_, i) => i !== without)
}

/** Puts the question and judges the answer; a crash leaves the question unanswered. */
export async function askOfBatch(
  ask: BatchAsk,
  witness: Witness,
  depsOf: (ask: BatchAsk) => BatchDeps,
): Promise<void> {
  witness.note(`user: ${sayBatch(ask)}`)
  witness.asked(ask)
  try {
    const result = await put(ask, depsOf(ask))
    witness.note(`answer: ${sayBatch(ask)}: ${JSON.stringify(result)}`)
    witness.check(() => judgeResult(ask, result, witness.jobs))
  } catch (error) {
    witness.note(`answer: ${sayBatch(ask)}: ${error}`)
    witness.check(() => judgeError(ask, error))
  } finally {
    witness.asks.delete(ask)
  }
}

async function put({ kind, batchId, patch, version }: BatchAsk, deps: BatchDeps): Promise<BatchResult> {
  if (kind === 'delete') return deleteBatch(deps, caller, batchId!)
  if (kind === 'start' || kind === 'stop') return startOrStopBatch(deps, caller, batchId!, kind)
  const { name, cameras, output, common, window, isOnOrder } = patch
  const shared = {
    ...(common ? { config: { common } } : {}),
    ...(isOnOrder ? { resource_order_id: ORDER } : {}),
  }
  if (kind === 'create')
    return createBatch(deps, caller, {
      ...shared,
      name: name!,
      batch_input: toInput(cameras!),
      output: toOutput(output!),
      service_name: SERVICE,
      service_version: version,
      ...(window ? { schedule: toWire(window) } : {}),
    })
  return updateBatch(deps, caller, batchId!, {
    ...shared,
    ...(name ? { name } : {}),
    ...(cameras ? { batch_input: toInput(cameras) } : {}),
    ...(output ? { output: toOutput(output) } : {}),
    ...(window === undefined ? {} : { schedule: window && toWire(window) }),
  })
}

const toInput = (cameras: string[]) => ({
  video_source_group: [
    {
      video_source_group_id: GROUP,
      video_source_list: cameras.map((video_source_id) => ({ video_source_id })),
    },
  ],
})

const toOutput = ({ eventCenter, webhook }: JobOutput) => ({
  event_center: eventCenter,
  ...(webhook ? { webhook } : {}),
})
