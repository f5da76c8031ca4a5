/** What is truly in each frame of a clip, kept as JSON beside it. */
import { shakeAt } from './camera.js'
import type { SceneParams } from './params.js'
import type { SceneClass } from './passage.js'
import { type Actor, actorsAt, type Box, type Scene, visiblePart } from './scene.js'

export interface LabelledObject {
  id: number
  class: SceneClass
  /** The part within the frame, pixels, origin top left, rounded to tenths. */
  box: Box
  /** Share of the figure's box within the frame, 0-1. */
  visible: number
  /** Largest share of the box that one nearer figure's box covers, 0-1. */
  hidden: number
}

export interface LabelledFrame {
  /** From 0. */
  frame: number
  timeMs: number
  objects: LabelledObject[]
}

export interface Labels {
  params: SceneParams
  frames: LabelledFrame[]
}

/** Frame times of the clip in milliseconds. */
export function frameTimes({ fps, seconds }: SceneParams): number[] {
  return Array.from({ length: Math.round(fps * seconds) }, (_, i) => (i * 1000) / fps)
}

export function labelScene(scene: Scene): Labels {
  const frames = frameTimes(scene.params).map((timeMs, frame) => ({
    frame,
    timeMs,
    objects: objectsIn(shaken(actorsAt(scene, timeMs), scene.params, timeMs), scene.params),
  }))
  return { params: scene.params, frames }
}

/** The picture moves with the camera, and so do its labels. */
function shaken(actors: Actor[], params: SceneParams, timeMs: number): Actor[] {
  const { dx, dy } = shakeAt(params, timeMs)
  return actors.map((actor) => ({
    ...actor,
    box: { ...actor.box, x: actor.box.x + dx, y: actor.box.y + dy },
  }))
}

function objectsIn(actors: Actor[], params: SceneParams): LabelledObject[] {
  return actors.flatMap((actor, i) => {
    const part = visiblePart(actor.box, params)
    if (!part) return []
    const nearer = actors.slice(i + 1).map(({ box }) => covered(part, box))
    return {
      id: actor.id,
      class: actor.class,
      box: { x: tenth(part.x), y: tenth(part.y), w: tenth(part.w), h: tenth(part.h) },
      visible: tenth((100 * (part.w * part.h)) / (actor.box.w * actor.box.h)) / 100,
      hidden: tenth(100 * Math.max(0, ...nearer)) / 100,
    }
  })
}

/** Share of `box` that `other` covers. */
function covered(box: Box, other: Box): number {
  const w = Math.min(box.x + box.w, other.x + other.w) - Math.max(box.x, other.x)
  const h = Math.min(box.y + box.h, other.y + other.h) - Math.max(box.y, other.y)
  return w > 0 && h > 0 ? (w * h) / (box.w * box.h) : 0
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
