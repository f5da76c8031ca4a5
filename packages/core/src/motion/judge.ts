/**
 * Is there motion worth looking at? Compares each picture, block by block, with a slow background. Light that changes and a
 * camera that shakes are taken out first; what is left counts where it exceeds the block's own noise, and only as a group
 * of blocks that goes on from picture to picture: drops of rain come and go singly.
 */
import { groupsOf } from './blocks.js'
import { compensate, slopesOf } from './compensation.js'
import type { LumaBlocks } from './luma.js'

/**
 * `motion`: something moves. `suspect`: something may; the next pictures tell. `changed`: the scene as a whole became
 * another, by a lamp or a turned camera: worth one look. `still`: nothing.
 */
export type Verdict = 'still' | 'suspect' | 'motion' | 'changed'

/** Less than this no eye sees either: key frames alone change blocks by 1 to 3 of 255. */
const LEAST_LEVEL = 5
/** Times the mean absolute residual of a block: four standard deviations where noise is normal. */
const NOISE_FACTOR = 5
const FIRST_NOISE = 2
/** Share of a shifted block's slope that the linear model may have missed. */
const SLOPE_SHARE = 0.6
/** A shift longer than this, in blocks, is shaking: the background waits until the camera is back. */
const SHAKING = 0.3
/** Light that changed by this much is the background's from now on. */
const LIT_GAIN = 0.04
const LIT_OFFSET = 4
/** More moving blocks than this are another scene. */
const SCENE_SHARE = 0.35
/** Scenes that change so often in a row are something large before the camera. */
const SCENES_IN_ROW = 3
/** So many blocks at once are no noise; in rain it takes as many again, for drops touch. */
const LARGE_GROUP = 8
/** How long calm and moving blocks take to become background, and noise to be learned, milliseconds. */
const CALM_MS = 10_000
const MOVING_MS = 60_000
/** A difference that lasts longer is no motion any more. */
const LASTING_MS = 1_500
const NOISE_MS = 20_000
/** Motion in which nothing was found is learned as noise: trees, flags, water. */
const IDLE_MS = 8_000
/** Pictures further apart tell nothing of whether a group goes on. */
const PERSISTENCE_MS = 1_500
/** How far, in blocks, a small group may be from one of the picture before to be the same. */
const REACH = 2
/** Groups a picture that did not go on, in the mean, and how many pictures then make one believed. */
const PATIENCE: readonly [scattered: number, pictures: number][] = [
  [0.3, 2],
  [1, 3],
  [4, 4],
  [7, 5],
]
const MOST_PATIENCE = 6
const SCATTER_MS = 5_000
/** From here on it rains. */
const RESTLESS = 1

interface Memory {
  columns: number
  rows: number
  background: Float32Array
  noise: Float32Array
  /** What has lately been the difference from the background: who stands still, and where somebody stood at first. */
  lasting: Float32Array
  /** For each block of a small group: in how many pictures in a row it has been there. */
  ages: Uint8Array
  timeMs: number
}

export class MotionJudge {
  private memory: Memory | undefined
  private scenes = 0
  private scattered = 0

  /** Drops fall, or leaves: what seems to move must be seen in several pictures, so none should be left out. */
  get isRestless(): boolean {
    return this.scattered >= RESTLESS
  }

  /**
   * Takes pictures in order of time.
   * @param timeMs of the video
   * @param isIdle nothing was found in the scene for a while, though it was looked at: what moves is of no interest
   */
  look(picture: LumaBlocks, timeMs: number, isIdle: boolean): Verdict {
    const { memory } = this
    if (!memory || memory.columns !== picture.columns || memory.rows !== picture.rows) {
      this.memory = begin(picture, timeMs)
      return 'changed'
    }
    const { columns, rows, background } = memory
    const slopes = slopesOf({ columns, rows, values: background })
    const { gain, offset, dx, dy, expected } = compensate(picture, background, slopes)
    const shift = Math.min(1, Math.hypot(dx, dy))
    const { values } = picture
    const moving = new Uint8Array(values.length)
    let count = 0
    for (let at = 0; at < values.length; at++) {
      const slope = shift * SLOPE_SHARE * (Math.abs(slopes.x[at]!) + Math.abs(slopes.y[at]!))
      const limit = Math.max(LEAST_LEVEL, NOISE_FACTOR * memory.noise[at]!) + slope
      const residual = values[at]! - expected[at]!
      if (Math.abs(residual) <= limit || Math.abs(residual - memory.lasting[at]!) <= limit) continue
      moving[at] = 1
      count++
    }
    const elapsedMs = Math.max(0, timeMs - memory.timeMs)
    memory.timeMs = timeMs
    if (count > SCENE_SHARE * values.length) return this.newScene(memory, picture)
    this.scenes = 0
    const verdict = this.weigh(memory, moving, elapsedMs)
    if (Math.abs(gain - 1) > LIT_GAIN || Math.abs(offset) > LIT_OFFSET)
      for (let at = 0; at < background.length; at++) background[at] = gain * background[at]! + offset
    learn(memory, values, expected, moving, elapsedMs, { isShaking: shift > SHAKING, isIdle })
    return verdict
  }

  private newScene(memory: Memory, { values }: LumaBlocks): Verdict {
    memory.background.set(values)
    memory.lasting.fill(0)
    memory.ages.fill(0)
    return ++this.scenes >= SCENES_IN_ROW ? 'motion' : 'changed'
  }

  private weigh(memory: Memory, moving: Uint8Array, elapsedMs: number): Verdict {
    const { columns, rows } = memory
    const before = elapsedMs <= PERSISTENCE_MS ? memory.ages : new Uint8Array(moving.length)
    const ages = new Uint8Array(moving.length)
    const needed = PATIENCE.find(([scattered]) => this.scattered < scattered)?.[1] ?? MOST_PATIENCE
    const large = this.isRestless ? 2 * LARGE_GROUP : LARGE_GROUP
    let verdict: Verdict = 'still'
    let fresh = 0
    for (const group of groupsOf(moving, columns, rows)) {
      if (group.length < 2) continue
      const age = Math.min(255, 1 + oldest(group, before, columns, rows))
      for (const at of group) ages[at] = age
      if (age === 1) fresh++
      if (group.length >= large || age >= needed) verdict = 'motion'
      else if (verdict === 'still') verdict = 'suspect'
    }
    memory.ages = ages
    if (elapsedMs <= PERSISTENCE_MS)
      this.scattered += shareOf(elapsedMs, SCATTER_MS) * (fresh - this.scattered)
    return verdict
  }
}

function begin({ columns, rows, values }: LumaBlocks, timeMs: number): Memory {
  return {
    columns,
    rows,
    background: Float32Array.from(values),
    noise: new Float32Array(values.length).fill(FIRST_NOISE),
    lasting: new Float32Array(values.length),
    ages: new Uint8Array(values.length),
    timeMs,
  }
}

/** The highest age within reach of a group. */
function oldest(group: readonly number[], ages: Uint8Array, columns: number, rows: number): number {
  let most = 0
  for (const at of group) {
    const [row, column] = [Math.floor(at / columns), at % columns]
    for (let y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++)
      for (let x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++)
        most = Math.max(most, ages[y * columns + x]!)
  }
  return most
}

function learn(
  { background, noise, lasting }: Memory,
  values: Float32Array,
  expected: Float32Array,
  moving: Uint8Array,
  elapsedMs: number,
  { isShaking, isIdle }: { isShaking: boolean; isIdle: boolean },
): void {
  const calm = shareOf(elapsedMs, isShaking ? MOVING_MS : CALM_MS)
  const slow = isShaking ? 0 : shareOf(elapsedMs, MOVING_MS)
  const late = shareOf(elapsedMs, LASTING_MS)
  const [noisy, idle] = [shareOf(elapsedMs, NOISE_MS), isIdle ? shareOf(elapsedMs, IDLE_MS) : 0]
  for (let at = 0; at < values.length; at++) {
    const difference = values[at]! - expected[at]!
    const residual = Math.abs(difference)
    lasting[at]! += late * (difference - lasting[at]!)
    // What moves is no noise, unless nobody was found in it. It counts for as much as the limit, so that one headlight
    // does not blind a block.
    const most = Math.max(LEAST_LEVEL, NOISE_FACTOR * noise[at]!)
    // Neither is what stands where nothing was: it becomes background.
    const share = moving[at] ? idle : residual > most ? 0 : noisy
    noise[at]! += share * (Math.min(residual, most) - noise[at]!)
    background[at]! += (moving[at] ? slow : calm) * (values[at]! - background[at]!)
  }
}

/** Of an exponential mean with this time constant: what the newest value counts for. */
function shareOf(elapsedMs: number, constantMs: number): number {
  return 1 - Math.exp(-elapsedMs / constantMs)
}
