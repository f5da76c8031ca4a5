/** What the camera itself does to a picture: it shakes, and its sensor has noise. */
import type { SceneParams } from './params.js'
import { hash, randomFrom } from './random.js'

/** Where the picture is shifted to at a time, in whole pixels of the frame; labels are shifted alike. */
export function shakeAt(params: SceneParams, timeMs: number): { dx: number; dy: number } {
  if (params.shake === 0) return { dx: 0, dy: 0 }
  const most = params.shake * (params.height / 720)
  return { dx: shift(params, timeMs, 11, most), dy: shift(params, timeMs, 12, most) }
}

/** A pole swings at one to three hertz; whole swings in a loop. */
function shift({ seed, seconds }: SceneParams, timeMs: number, salt: number, most: number): number {
  const share = timeMs / 1000 / seconds
  const swing = [0.37, 1.13, 2.71].reduce((sum, perSecond, i) => {
    const rounds = Math.max(1, Math.round(perSecond * seconds))
    return sum + Math.sin(2 * Math.PI * (share * rounds + hash(seed, salt, i)))
  }, 0)
  return Math.round((most * swing) / 3)
}

/** More than a frame of 1280x720 has, so that noise does not repeat within one. */
const NOISE_VALUES = 1 << 22

/** Levels to add to one value after the other, from a place that is another for every frame. */
export class Noise {
  private readonly levels = new Int8Array(NOISE_VALUES)

  constructor(private readonly params: SceneParams) {
    const random = randomFrom(params.seed ^ 0x9015e)
    // The sum of four even numbers is near enough to a bell; each has a variance of 1/12.
    for (let i = 0; i < NOISE_VALUES; i++) {
      const sum = random() + random() + random() + random() - 2
      this.levels[i] = Math.round((sum / Math.sqrt(4 / 12)) * params.noise)
    }
  }

  addTo(data: Uint8Array, timeMs: number): void {
    const { seed, fps, seconds } = this.params
    const frame = Math.round((timeMs * fps) / 1000) % Math.round(fps * seconds)
    let at = Math.floor(hash(seed, 77, frame) * NOISE_VALUES)
    for (let i = 0; i < data.length; i++) {
      const value = data[i]! + this.levels[at]!
      data[i] = value < 0 ? 0 : value > 255 ? 255 : value
      at = (at + 1) & (NOISE_VALUES - 1)
    }
  }
}
