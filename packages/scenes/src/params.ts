/** What a drawn scene can be asked for, and the checks on it. */

export type Light = 'day' | 'dusk' | 'night'

export interface SceneParams {
  /** 32-bit unsigned; picks who walks when, in which clothes, and how the street looks. */
  seed: number
  /** Pixels, even (yuv420p), 320-3840. */
  width: number
  /** Pixels, even, 240-2160. */
  height: number
  /** Whole frames per second, 1-30. */
  fps: number
  /** Length of the loop, 1-600; `fps * seconds` must be whole. */
  seconds: number
  light: Light
  /** 0 dry – 1 downpour. */
  rain: number
  /** People who walk by in one loop, 0-120. */
  crowd: number
  /** Cars that drive by in one loop; at most one for every 2 seconds. */
  cars: number
  /** How far away the street is, told as the height of an average person in pixels: 40 to 0.37 × height. */
  distance: number
}

export const DEFAULT_SCENE: SceneParams = {
  seed: 1,
  width: 1280,
  height: 720,
  fps: 10,
  seconds: 20,
  light: 'day',
  rain: 0,
  crowd: 8,
  cars: 3,
  distance: 190,
}

/** A scene parameter is out of range; the message names it and what it takes. */
export class SceneParamError extends Error {}

/** @throws SceneParamError naming the first parameter that is out of range */
export function checkParams(params: SceneParams): void {
  whole('seed', params.seed, 0, 4_294_967_295)
  whole('width', params.width, 320, 3840)
  whole('height', params.height, 240, 2160)
  for (const name of ['width', 'height'] as const) {
    if (params[name] % 2 !== 0) throw new SceneParamError(`${name} is ${params[name]}, but must be even`)
  }
  whole('fps', params.fps, 1, 30)
  within('seconds', params.seconds, 1, 600)
  whole('fps * seconds', params.fps * params.seconds, 1, 18_000)
  within('rain', params.rain, 0, 1)
  whole('crowd', params.crowd, 0, 120)
  whole('cars', params.cars, 0, Math.floor(params.seconds / 2))
  within('distance', params.distance, 40, Math.floor(0.37 * params.height))
}

function within(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new SceneParamError(`${name} is ${value}, but must be from ${least} to ${most}`)
}

function whole(name: string, value: number, least: number, most: number): void {
  within(name, value, least, most)
  if (!Number.isInteger(value)) throw new SceneParamError(`${name} is ${value}, but must be a whole number`)
}
