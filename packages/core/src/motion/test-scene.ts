/** Made-up pictures for the tests of motion: a street of 1280 x 720 as a detector's picture of 320 x 180. */
import { type LumaBlocks, lumaBlocks } from './luma.js'

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

export class Camera {
  private readonly random = numbers(7)

  picture({ patches = [], light = (level) => level, shift = [0, 0], noise = 2 }: Look = {}): LumaBlocks {
    const rgb = new Uint8Array(WIDTH * HEIGHT * 3)
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) {
        const level = light(this.levelAt(x + shift[0], y + shift[1], patches), x, y)
        rgb.fill(clamp(level + noise * this.normal()), (y * WIDTH + x) * 3, (y * WIDTH + x + 1) * 3)
      }
    return lumaBlocks(rgb, WIDTH, HEIGHT)
  }

  /** Between two pixels of the scene lies their mean, as a lens has it. */
  private levelAt(x: number, y: number, patches: readonly Patch[]): number {
    for (const patch of patches)
      if (x >= patch.x && x < patch.x + patch.w && y >= patch.y && y < patch.y + patch.h) return patch.level
    const [x0, y0] = [Math.floor(x), Math.floor(y)]
    const [fx, fy] = [x - x0, y - y0]
    if (fx === 0 && fy === 0) return scene(x0, y0)
    const upper = scene(x0, y0) * (1 - fx) + scene(x0 + 1, y0) * fx
    const lower = scene(x0, y0 + 1) * (1 - fx) + scene(x0 + 1, y0 + 1) * fx
    return upper * (1 - fy) + lower * fy
  }

  /** Near enough to a normal deviate: the sum of four even ones. */
  private normal(): number {
    const { random } = this
    return (random() + random() + random() + random() - 2) * 1.73
  }
}

const clamp = (level: number): number => Math.max(0, Math.min(255, Math.round(level)))
