/** Made-up scenes for the tests of the background model: a textured ground, and patches on it. */
import type { StillThing } from '../algorithms/algorithm.js'
import type { Plane } from '../quality/picture.js'
import { StillThings } from './still-things.js'

export const SCENE = { width: 160, height: 90 }

export interface Patch {
  x: number
  y: number
  w: number
  h: number
  /** Brightness, 0-255. */
  level: number
}

export interface Light {
  /** Brightness of the ground is multiplied by it; 1 when left out. */
  gain?: number
  /** A part that is lit otherwise than the rest; soft edges are so many pixels wide. */
  cone?: { x: number; y: number; w: number; h: number; gain: number; soft: number }
  /** Pixels that the camera is off to the right. */
  shift?: number
  /** Ground without a pattern. */
  plain?: boolean
}

/** The same noise in every run: a linear congruential generator (Numerical Recipes). */
function noiseFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * 6
  }
}

/** @param seed noise of the camera: another one for each frame */
export function drawScene(patches: readonly Patch[], light: Light = {}, seed = 1): Plane {
  const { width, height } = SCENE
  const noise = noiseFrom(seed * 7919 + 1)
  const luma = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = x + (light.shift ?? 0)
      const patch = patches.findLast((p) => at >= p.x && at < p.x + p.w && y >= p.y && y < p.y + p.h)
      // Stones of 7 × 5 pixels, each of its own brightness.
      const stone = light.plain ? 0 : ((Math.floor(at / 7) * 31 + Math.floor(y / 5) * 17) % 5) * 12 - 24
      const level = patch ? patch.level : 120 + stone
      luma[y * width + x] = Math.min(255, Math.max(0, level * gainAt(x, y, light) + noise()))
    }
  return { width, height, luma }
}

function gainAt(x: number, y: number, { gain = 1, cone }: Light): number {
  if (!cone) return gain
  const depth = Math.min(x - cone.x, cone.x + cone.w - x, y - cone.y, cone.y + cone.h - y)
  const share = Math.min(1, Math.max(0, depth / Math.max(1, cone.soft)))
  return gain * (1 + (cone.gain - 1) * share)
}

/** A model that is shown scenes at 5 frames a second. */
export class Watch {
  readonly model = new StillThings(SCENE.width, SCENE.height, {
    leastSide: 8,
    detectionIdFor: (id) => `THING-${id}`,
  })
  private frame = 0

  get timeMs(): number {
    return this.frame * 200
  }

  /**
   * Shows what `draw` gives for so many seconds.
   * @param movers boxes of tracked people
   * @returns what is found after the last frame, and every thing that was found meanwhile
   */
  show(
    seconds: number,
    draw: (second: number) => { patches?: readonly Patch[]; light?: Light; movers?: readonly Patch[] },
  ): { things: StillThing[]; everFound: number } {
    const frames = Math.round(seconds * 5)
    let things: StillThing[] = []
    const found = new Set<number>()
    for (let i = 0; i < frames; i++) {
      const { patches = [], light, movers = [] } = draw(i / 5)
      things = this.model.look(drawScene([...patches, ...movers], light, this.frame), movers, this.timeMs)
      for (const { thingId } of things) found.add(thingId)
      this.frame++
    }
    return { things, everFound: found.size }
  }
}
