/**
 * Moving shadows as light maps: clouds that drift over the street, and a tree outside the picture whose leaves move in
 * the wind. Both repeat only with the loop.
 */
import type { SceneParams } from './params.js'
import { hash, randomFrom } from './random.js'
import { n } from './svg.js'

/** Brightness in coarse cells; between their middles it goes evenly. */
export interface CoarseLight {
  cols: number
  rows: number
  /** 0 dark – 1 full light. */
  values: Float32Array
}

/** Pixels of a cell of the clouds' map. */
export const CLOUD_CELL = 16
/** A cloud's shadow is about a third of the picture wide and crosses it in some ten seconds. */
const CLOUD_WIDTH = 0.35
const DRIFT = [0.32, 0.2] as const
/** What is left of the light in the darkest shadow. */
const DARKEST = 0.42

/** @param light filled in place; made by `newCloudLight` */
export function shadeByClouds(
  light: CoarseLight,
  { seed, shadows, seconds, width, height }: SceneParams,
  timeMs: number,
): void {
  const share = (((timeMs / 1000 / seconds) % 1) + 1) % 1
  for (let row = 0; row < light.rows; row++) {
    for (let col = 0; col < light.cols; col++) {
      const x = ((col + 0.5) * CLOUD_CELL) / (CLOUD_WIDTH * width)
      const y = ((row + 0.5) * CLOUD_CELL) / (CLOUD_WIDTH * width) + (height / width) * 0.1
      const thick = DRIFT.reduce((sum, speed, layer) => {
        const period = Math.max(2, Math.round(speed * seconds))
        const scale = 1 + layer
        return sum + smoothNoise(seed + layer, x * scale - share * period, y * scale, period) / 2
      }, 0)
      const dark = smoothStep((thick - 0.5) / 0.16)
      light.values[row * light.cols + col] = 1 - shadows * (1 - DARKEST) * dark
    }
  }
}

export function newCloudLight({ width, height }: SceneParams): CoarseLight {
  const [cols, rows] = [Math.ceil(width / CLOUD_CELL) + 1, Math.ceil(height / CLOUD_CELL) + 1]
  return { cols, rows, values: new Float32Array(cols * rows) }
}

/** How far the tree's shadow reaches over the frame at each side, in shares of the height. */
const TREE_ROOM = 0.06

/** Leaves and boughs over the left part of the street, white elsewhere; larger than the frame by `treeRoom` all around. */
export function treeSvg(params: SceneParams): { svg: string; width: number; height: number } {
  const random = randomFrom(params.seed ^ 0x7ee)
  const room = treeRoom(params)
  const [width, height] = [params.width + 2 * room, params.height + 2 * room]
  const level = Math.round(255 * (1 - params.shadows * (1 - DARKEST)))
  const shade = `rgb(${level},${level},${level})`
  const leaves = Array.from({ length: 260 }, () => {
    const [x, y] = [random() ** 1.3 * width * 0.6, height * (0.45 + 0.55 * random())]
    const r = (0.012 + 0.03 * random()) * height
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r * 1.6)}" ry="${n(r)}" fill="${shade}" transform="rotate(${n(random() * 180)} ${n(x)} ${n(y)})"/>`
  })
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${leaves.join('')}</svg>`,
    width,
    height,
  }
}

export function treeRoom({ height }: SceneParams): number {
  return Math.round(TREE_ROOM * height)
}

/** How far the wind has moved the leaves, in whole pixels, at most `treeRoom` each way. */
export function treeSway(params: SceneParams, timeMs: number): { dx: number; dy: number } {
  const room = treeRoom(params)
  return {
    dx: Math.round(room * sway(params, timeMs, 1)),
    dy: Math.round(0.4 * room * sway(params, timeMs, 2)),
  }
}

/** -1 to 1: three swings of whole numbers in a loop, in gusts. */
export function sway({ seed, seconds }: SceneParams, timeMs: number, salt: number): number {
  const share = timeMs / 1000 / seconds
  const swing = [0.23, 0.41, 0.89].reduce((sum, perSecond, i) => {
    const rounds = Math.max(1, Math.round(perSecond * seconds) + i)
    return sum + Math.sin(2 * Math.PI * (share * rounds + hash(seed, salt, i)))
  }, 0)
  return swing / 3
}

/** Value noise on a lattice of unit cells that repeats after `period` cells to the right. */
function smoothNoise(seed: number, x: number, y: number, period: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [smoothStep(x - x0), smoothStep(y - y0)]
  const at = (col: number, row: number): number => hash(seed, ((col % period) + period) % period, row)
  const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx
  const low = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx
  return top * (1 - fy) + low * fy
}

function smoothStep(value: number): number {
  const t = Math.min(1, Math.max(0, value))
  return t * t * (3 - 2 * t)
}
