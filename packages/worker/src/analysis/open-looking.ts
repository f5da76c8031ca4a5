/** Everything that a run looks with, opened from its models: its eyes, and the makers of the facts its algorithm wants. */
import type { Facts } from '@vigia/core'
import { createPoseEstimator } from '../inference/index.js'
import type { FactMaker } from './analysis.js'
import { type Eyes, wholeFrameEyes } from './eyes.js'
import type { RunModels } from './models.js'
import { createNamedDetector } from './named-detector.js'
import { PoseFacts } from './pose-facts.js'
import { StillThingMaker } from './still-things.js'
import { tiledEyes } from './tiled-eyes.js'

/** ByteTrack's second stage wants weak detections too. */
const LOW_SCORE = 0.1

export interface Looking {
  eyes: Eyes
  /** Side of the square, in pixels, that the picture for the largest detector must fit in. */
  detectorSize: number
  /** New ones for each part of a run: what one remembers of a video means nothing in the next. */
  factMakers(): FactMaker[]
  close(): Promise<void>
}

/**
 * @param thingId gives the `detectionId` of a still thing, from the number of the part and that of the thing
 * @throws DetectorError when a model cannot be loaded
 */
export async function openLooking(
  models: RunModels,
  facts: Facts,
  thingId: (part: number, thing: number) => string,
): Promise<Looking> {
  const detectors = await Promise.all(
    models.detectors.map(async ({ labels, ...model }) => ({
      detector: await createNamedDetector({ ...model, labels }),
      labels,
    })),
  )
  const poses = models.pose && (await createPoseEstimator(models.pose))
  const whole = wholeFrameEyes(detectors, LOW_SCORE)
  let parts = 0
  return {
    eyes: facts.tiles ? tiledEyes(whole, detectors, facts.tiles, LOW_SCORE) : whole,
    detectorSize: Math.max(...detectors.map(({ detector }) => detector.inputSize)),
    factMakers: () => {
      const part = ++parts
      return [
        ...(poses ? [new PoseFacts(poses)] : []),
        ...(facts.stillThings
          ? [new StillThingMaker(facts.stillThings.leastSide, (thing) => thingId(part, thing))]
          : []),
      ]
    },
    async close() {
      for (const { detector } of detectors) await detector.close()
      await poses?.close()
    },
  }
}
