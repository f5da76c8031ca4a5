/** Where things stand: the street is laid out in units of which an average person has 190, from the bottom up. */
import type { SceneParams } from './params.js'

/** Units; the street is drawn at this scale and shrunk or grown to the wanted distance. */
export const PERSON_UNITS = 190

/** Heights above the bottom edge of the picture, in units. */
export const GROUND = {
  /** Where the fronts of the houses meet the pavement. */
  houses: 334,
  /** Where the pavement ends at the road. */
  kerb: 190,
  /** The near edge of the road. */
  roadEnd: 20,
  /** Where the wheels touch the road. */
  carLane: 46,
  /** Where they do at the kerb, behind those who drive by. */
  kerbLane: 112,
} as const

/**
 * Foot lines of the people, far to near. Neighbouring lanes go opposite ways and all people of a lane go equally fast, so
 * nobody walks through anybody. The nearest lane stays above the roof of a car (46 + 139): cars never hide people.
 */
export const WALKING_LANES = [304, 273, 237, 205] as const

export interface Layout {
  /** Pixels per unit. */
  scale: number
  /** The picture in units. */
  wide: number
  high: number
}

export function layoutOf({
  width,
  height,
  distance,
}: Pick<SceneParams, 'width' | 'height' | 'distance'>): Layout {
  const scale = distance / PERSON_UNITS
  return { scale, wide: width / scale, high: height / scale }
}

/** Nearer people look taller: 0.93 on the farthest lane, 1.07 on the nearest. */
export function depthScale(lane: number): number {
  return 1 + (254 - lane) * 0.0014
}
