/** How many streams this machine can analyse at once, measured with the detector that they will use. */
import { createDetector, type DetectorOptions } from './detector.js'

export interface Capacity {
  /** Milliseconds of one core for one inference. */
  inferenceMs: number
  /** Streams at once, at least `LEAST_SLOTS`. */
  slots: number
}

/** Frames a second that a job analyses unless it asks for another number. */
const FPS = 5
/**
 * All that a stream costs against its inferences alone: a 1080p25 stream took 0.30 to 0.33 CPU seconds a second, its 5
 * inferences 0.12 of them (bench/RESULTS.md). The rest is decoding, tracking and pictures.
 */
const ALL_TO_INFERENCE = 2.6
/** A machine that is too slow for two leaves frames out and says so; one slot would make the second camera wait for ever. */
const LEAST_SLOTS = 2
/** The fastest of so many counts: whatever else the machine did meanwhile only makes some of them slower. */
const TRIES = 12

/** @throws DetectorError when the model cannot be loaded */
export async function measureCapacity(
  options: DetectorOptions,
  cores: number,
  now: () => number = () => performance.now(),
): Promise<Capacity> {
  const detector = await createDetector(options)
  try {
    const { width, height } = options.manifest.input
    const picture = new Uint8Array(width * height * 3).fill(114)
    let inferenceMs = Number.POSITIVE_INFINITY
    for (let i = 0; i < TRIES; i++) {
      const begun = now()
      await detector.detect(picture, width, height, 0.5)
      inferenceMs = Math.min(inferenceMs, now() - begun)
    }
    return { inferenceMs, slots: slotsOf(cores, inferenceMs) }
  } finally {
    await detector.close()
  }
}

/** @param inferenceMs milliseconds of one core, above 0 */
export const slotsOf = (cores: number, inferenceMs: number): number =>
  Math.max(LEAST_SLOTS, Math.floor((cores * 1000) / (FPS * inferenceMs * ALL_TO_INFERENCE)))
