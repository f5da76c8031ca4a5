/** Puts the light of a time over a picture: dusk and night with their lamps, beams that sweep by, and moving shadows. */
import { drawSprite, multiply, multiplyPart, type Picture, shade } from './blend.js'
import { beamSvg, beamsAt, carLightsSvg, lightSvg } from './light.js'
import type { SceneParams } from './params.js'
import type { Actor } from './scene.js'
import { newCloudLight, shadeByClouds, treeRoom, treeSvg, treeSway } from './shadows.js'
import { type Sprite, toRgb, toSprite } from './svg.js'

/** @returns what lights a picture with these figures in it, in place */
export async function createLighting(
  params: SceneParams,
): Promise<(picture: Picture, actors: readonly Actor[], timeMs: number) => Promise<void>> {
  const steps = [await createShadows(params), await createDarkness(params)]
  return async (picture, actors, timeMs) => {
    for (const step of steps) await step?.(picture, actors, timeMs)
  }
}

type Step = (picture: Picture, actors: readonly Actor[], timeMs: number) => void | Promise<void>

async function createShadows(params: SceneParams): Promise<Step | undefined> {
  if (params.shadows === 0) return undefined
  const tree = treeSvg(params)
  const leaves = await toRgb(tree.svg, tree.width, tree.height)
  const clouds = newCloudLight(params)
  const room = treeRoom(params)
  return (picture, _, timeMs) => {
    const { dx, dy } = treeSway(params, timeMs)
    multiplyPart(picture, leaves, tree.width, room - dx, room - dy)
    shadeByClouds(clouds, params, timeMs)
    shade(picture, clouds)
  }
}

async function createDarkness(params: SceneParams): Promise<Step | undefined> {
  const drawing = lightSvg(params)
  if (drawing === undefined) return undefined
  const { width, height } = params
  const light = await toRgb(drawing, width, height)
  const beam = params.headlights > 0 ? await toSprite(beamSvg(params)) : undefined
  const lit: Picture = { data: new Uint8Array(beam ? light.length : 0), width, height }
  const lamps = new Map<string, Promise<Sprite>>()
  return async (picture, actors, timeMs) => {
    const beams = beamsAt(params, timeMs)
    if (beam && beams.length > 0) {
      lit.data.set(light)
      for (const { x, y } of beams) drawSprite(lit, beam, x, y)
      multiply(picture, lit.data)
    } else multiply(picture, light)
    // Lamps shine over the darkened picture.
    for (const { class: kind, size, facing, foot } of actors) {
      if (kind !== 'car') continue
      const key = `${size} ${facing}`
      const sprite = lamps.get(key) ?? toSprite(carLightsSvg(size, facing))
      lamps.set(key, sprite)
      drawSprite(picture, await sprite, foot.x, foot.y)
    }
  }
}
