/** Made-up pictures for the tests of motion: a street of 1280 x 720 as a detector's picture of 320 x 180. */
import type { LumaBlocks } from './luma.js'

export const WIDTH = 320
export const HEIGHT = 180
/** Milliseconds between two pictures, as sampled at 5 a second. */
export const STEP_MS = 200

/** Pixels of the small picture. */
export interface Patch {
  x: number
  y: number
  w: number
  h: number
  level: number
}

/** A person 40 pixels high in a frame of 720 rows. */
export const person = (x: number, y = 90, level = 40): Patch => ({ x, y, w: 4, h: 10, level })

export interface Look {
  patches?: Patch[]
  /** Brightness at a pixel from that of the scene. */
  light?(level: number, x: number, y: number): number
  /** Pixels that the camera has moved. */
  shift?: [number, number]
  /** Standard deviation of each pixel. */
  noise?: number
}

/** Numbers that are the same in every run. */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

/** A street with houses, windows and kerbs; 60 to 180 bright. */
function scene(x: number, y: number): number {
  const house = 120 + 40 * Math.sin(Math.floor(x / 23) * 1.7)
  const window = x % 23 > 8 && x % 23 < 15 && y % 19 > 6 && y % 19 < 13 ? -45 : 0
  return y < 100 ? house + window : 95 + 15 * Math.sin(x / 40) + (y > 130 && y < 134 ? 50 : 0)
}

/** Pixels of a block's side. */
const SIDE = 4
/** Where in a block the scene is looked at. */
const SAMPLES = [0.5, 1.5, 2.5, 3.5]

/** Makes the blocks at once, for a picture of pixels would take a hundred times as long. */
export class Camera {
  private readonly random = numbers(7)

  picture({ patches = [], light = (level) => level, shift = [0, 0], noise = 2 }: Look = {}): LumaBlocks {
    const [columns, rows] = [WIDTH / SIDE, HEIGHT / SIDE]
    const values = new Float32Array(columns * rows)
    const isStill = shift[0] === 0 && shift[1] === 0
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const [x, y] = [column * SIDE, row * SIDE]
        let level = isStill ? STILL[row * columns + column]! : blockOf(x + shift[0], y + shift[1])
        for (const patch of patches) {
          const share = covered(patch, x + shift[0], y + shift[1])
          level = level * (1 - share) + patch.level * share
        }
        // The mean of sixteen pixels has a quarter of their noise.
        const noisy = light(level, x, y) + (noise / SIDE) * this.normal()
        values[row * columns + column] = Math.max(0, Math.min(255, noisy))
      }
    return { columns, rows, values }
  }

  /** Near enough to a normal deviate: the sum of four even ones. */
  private normal(): number {
    const { random } = this
    return (random() + random() + random() + random() - 2) * 1.73
  }
}

function blockOf(x: number, y: number): number {
  let sum = 0
  for (const dy of SAMPLES) for (const dx of SAMPLES) sum += scene(x + dx, y + dy)
  return sum / SAMPLES.length ** 2
}

/** Share of the block at (x, y) that a patch covers. */
function covered(patch: Patch, x: number, y: number): number {
  const w = Math.min(x + SIDE, patch.x + patch.w) - Math.max(x, patch.x)
  const h = Math.min(y + SIDE, patch.y + patch.h) - Math.max(y, patch.y)
  return w > 0 && h > 0 ? (w * h) / SIDE ** 2 : 0
}

/** The scene as a camera sees it that does not move. */
const STILL = Float32Array.from({ length: (WIDTH / SIDE) * (HEIGHT / SIDE) }, (_, at) =>
  blockOf((at % (WIDTH / SIDE)) * SIDE, Math.floor(at / (WIDTH / SIDE)) * SIDE),
)
