/** The conditions in which every algorithm is measured: what each changes of a case's scene. */
import { DEFAULT_SCENE } from '../../packages/scenes/dist/index.js'

/** A frame for each look of the detector: 5 a second is what a job samples by default. */
export const BASE = { ...DEFAULT_SCENE, seed: 7, fps: 5, distance: 150, noise: 2 }

/** What `low` makes of a view: half the pixels, and an encoder that spoils. */
const HALF = 0.5

export const CONDITIONS = {
  day: {},
  dusk: { light: 'dusk', noise: 4 },
  night: { light: 'night', noise: 6 },
  headlights: { light: 'night', noise: 6, headlights: 1 },
  rain: { rain: 0.6, noise: 3 },
  snow: { snow: 0.7, noise: 3 },
  shadows: { shadows: 0.8 },
  shake: { shake: 6 },
  low: {
    width: BASE.width * HALF,
    height: BASE.height * HALF,
    distance: BASE.distance * HALF,
    crf: 36,
    noise: 0,
  },
  far: { distance: 75 },
  near: { distance: 260 },
  crowd: { crowd: 3 },
}

/** How many share the picture: `headlights` and `crowd` of a condition are multiples, the first of one every 5 s. */
export function sceneOf(condition, own, seconds) {
  const { headlights = 0, crowd = 1, ...rest } = CONDITIONS[condition]
  const scene = { ...BASE, seconds, ...own, ...rest }
  return {
    ...scene,
    headlights: headlights * Math.floor(seconds / 5),
    crowd: Math.min(120, scene.crowd * crowd),
  }
}

/**
 * Places of a scene in pixels. `across` is a share of the width; `up` is in units above the lower edge of the picture, of
 * which an average person has 190: houses begin at 334, the pavement at 190, the road at 20.
 */
export function place({ width, height, distance }, across, up) {
  return [Math.round(across * width), Math.round(height - (up * distance) / 190)]
}

/** The pavement, or a part of it. */
export function pavement(scene, left = 0, right = 1) {
  return strip(scene, left, right, 330, 192)
}

export function road(scene, left = 0, right = 1) {
  return strip(scene, left, right, 190, 20)
}

export function strip(scene, left, right, top, low) {
  return [
    place(scene, left, top),
    place(scene, right, top),
    place(scene, right, low),
    place(scene, left, low),
  ].map(([x, y]) => [inside(x, scene.width), inside(y, scene.height)])
}

const inside = (value, size) => Math.min(size - 1, Math.max(0, value))
