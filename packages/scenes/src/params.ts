/** What a drawn scene can be asked for, and the checks on it. */
import { type Act, checkActs } from './acts.js'
import { SceneParamError, whole, within } from './check.js'

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
  /** 0 none – 1 thick snowfall on white ground. */
  snow: number
  /** How dark the moving shadows of clouds and of a tree in the wind are: 0 none – 1 as dark as dusk. */
  shadows: number
  /** Beams of cars outside the picture that sweep over it in one loop, at dusk and by night; one for every 3 seconds at most. */
  headlights: number
  /** How far the camera shakes in the wind: the greatest shift in pixels of a frame 720 rows high, 0-20. */
  shake: number
  /** Noise of the sensor: its standard deviation in levels of 255, 0-30; another in every frame of the loop. */
  noise: number
  /** How much the encoder may spoil: x264's constant rate factor, 18 clean – 45 blocks only. */
  crf: number
  /** People who walk by in one loop, 0-120. */
  crowd: number
  /** Cars that drive by in one loop; at most one for every 2 seconds. */
  cars: number
  /** Who or what stays, beside those who pass by. */
  acts: readonly Act[]
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
  snow: 0,
  shadows: 0,
  headlights: 0,
  shake: 0,
  noise: 0,
  crf: 23,
  crowd: 8,
  cars: 3,
  acts: [],
  distance: 190,
}

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
  for (const name of ['rain', 'snow', 'shadows'] as const) within(name, params[name], 0, 1)
  whole('headlights', params.headlights, 0, Math.floor(params.seconds / 3))
  if (params.headlights > 0 && params.light === 'day')
    throw new SceneParamError(`headlights is ${params.headlights}, but light is day: take dusk or night`)
  within('shake', params.shake, 0, 20)
  within('noise', params.noise, 0, 30)
  whole('crf', params.crf, 18, 45)
  whole('crowd', params.crowd, 0, 120)
  whole('cars', params.cars, 0, Math.floor(params.seconds / 2))
  within('distance', params.distance, 40, Math.floor(0.37 * params.height))
  checkActs(params.acts, params.seconds)
}
