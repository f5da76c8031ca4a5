/**
 * Renders frames of a scene as rgb24. The street is rasterised once and each figure once per look, size and step; a frame
 * then only costs copying and blending, a few milliseconds instead of the 0.1 s that a whole SVG takes.
 */
import { createAir } from './air.js'
import { drawSprite, type Picture, shifted } from './blend.js'
import { Noise, shakeAt } from './camera.js'
import { drawCar, PAINTS } from './car.js'
import { createLighting } from './lighting.js'
import { drawPerson, OUTFITS } from './person.js'
import { type Actor, actorsAt, type Scene } from './scene.js'
import { streetSvg } from './street.js'
import { type Drawn, type Sprite, toRgb, toSprite } from './svg.js'
import { drawBag, drawBicycle } from './things.js'

export interface Renderer {
  /** @returns rgb24 of width × height × 3 bytes, valid until the next call */
  frame(timeMs: number): Promise<Uint8Array>
}

export async function createRenderer(scene: Scene): Promise<Renderer> {
  const { params } = scene
  const { width, height } = params
  const [street, lighting, air] = await Promise.all([
    toRgb(streetSvg(params), width, height),
    createLighting(params),
    createAir(params),
  ])
  const noise = params.noise > 0 ? new Noise(params) : undefined
  const picture: Picture = { data: new Uint8Array(street.length), width, height }
  const moved: Picture = { ...picture, data: new Uint8Array(params.shake > 0 ? street.length : 0) }
  const sprites = new Map<string, Promise<Sprite>>()
  const figure = (actor: Actor): Promise<Sprite> => {
    const key = `${actor.class} ${actor.look} ${actor.size} ${actor.step} ${actor.facing}`
    const sprite = sprites.get(key) ?? toSprite(draw(actor))
    sprites.set(key, sprite)
    return sprite
  }
  return {
    async frame(timeMs) {
      const actors = actorsAt(scene, timeMs)
      const figures = await Promise.all(actors.map(figure))
      picture.data.set(street)
      for (const [i, drawn] of figures.entries()) {
        const { foot } = actors[i]!
        drawSprite(picture, drawn, foot.x, foot.y)
      }
      await lighting(picture, actors, timeMs)
      let seen = picture
      if (params.shake > 0) {
        const { dx, dy } = shakeAt(params, timeMs)
        shifted(picture, dx, dy, moved.data)
        seen = moved
      }
      air(seen, timeMs)
      noise?.addTo(seen.data, timeMs)
      return seen.data
    },
  }
}

function draw({ class: kind, look, size, step, facing }: Actor): Drawn {
  if (kind === 'car') return drawCar(PAINTS[look]!, size, step, facing)
  if (kind === 'bicycle') return drawBicycle(size, facing)
  if (kind === 'bag') return drawBag(size)
  return drawPerson(OUTFITS[look]!, size, step, facing)
}
