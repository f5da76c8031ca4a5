/** Measures the pictures of one look at a source, one after the other; nothing of them is kept but the last scene. */
import { type Colour, colourOf } from './colour.js'
import { type Light, lightOf } from './light.js'
import { type Shift, shiftBetween } from './motion.js'
import { difference, isSameSize, type Plane, type SmallPicture } from './picture.js'
import { sceneOf } from './scene.js'
import { blurOf, noiseOf } from './sharpness.js'

/** What one picture is like, and how it differs from the one before. */
export interface Measured {
  light: Light
  colour: Colour
  blur: number
  noise: number
  /** Mean absolute difference, levels; undefined for the first. */
  change: number | undefined
  shift: Shift | undefined
  videoTimeMs: number
}

export class Look {
  readonly measured: Measured[] = []
  private before: SmallPicture | undefined
  private sums: Float64Array | undefined
  private size: { width: number; height: number } | undefined
  /** The newest picture, halved. */
  last: Plane | undefined

  /** @param picture kept until the next one */
  add(picture: SmallPicture, videoTimeMs: number): void {
    const before = this.before && isSameSize(this.before, picture) ? this.before : undefined
    this.measured.push({
      light: lightOf(picture),
      colour: colourOf(picture),
      blur: blurOf(picture),
      noise: noiseOf(picture),
      change: before && difference(before, picture),
      shift: before && shiftBetween(before, picture),
      videoTimeMs,
    })
    this.before = picture
    this.last = sceneOf(picture)
    this.keep(this.last)
  }

  /** The mean of all pictures, halved: what moves fades, what stands remains. Undefined without a picture. */
  scene(): Plane | undefined {
    if (!this.sums || !this.size) return undefined
    const { measured, sums } = this
    return { ...this.size, luma: Uint8Array.from(sums, (sum) => Math.round(sum / measured.length)) }
  }

  private keep({ width, height, luma }: Plane): void {
    this.size ??= { width, height }
    this.sums ??= new Float64Array(luma.length)
    for (let i = 0; i < luma.length; i++) this.sums[i]! += luma[i]!
  }
}
