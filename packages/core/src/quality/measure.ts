/** Measures the pictures of one look at a source, one after the other; of them all only their mean and what moves are kept. */
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

/** Mean change of a pixel from picture to picture, levels, from where on something moves there. */
const MOVES = 6

export class Look {
  readonly measured: Measured[] = []
  private before: SmallPicture | undefined
  private sums: Float64Array | undefined
  private changes: Float64Array | undefined
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
    const last = sceneOf(picture)
    this.keep(last)
    this.last = last
  }

  /** The mean of all pictures, halved: what moves fades, what stands remains. Undefined without a picture. */
  scene(): Plane | undefined {
    if (!this.sums || !this.size) return undefined
    const { measured, sums } = this
    return { ...this.size, luma: Uint8Array.from(sums, (sum) => Math.round(sum / measured.length)) }
  }

  /** 1 where something moved in the look, of the size of the scene: passers-by tell nothing of the scene. */
  moving(): Uint8Array | undefined {
    const steps = this.measured.length - 1
    return this.changes && Uint8Array.from(this.changes, (sum) => (sum > MOVES * steps ? 1 : 0))
  }

  private keep({ width, height, luma }: Plane): void {
    this.size ??= { width, height }
    this.sums ??= new Float64Array(luma.length)
    this.changes ??= new Float64Array(luma.length)
    const before = this.last && isSameSize(this.last, { width, height, luma }) ? this.last.luma : luma
    for (let i = 0; i < luma.length; i++) {
      this.sums[i]! += luma[i]!
      this.changes[i]! += Math.abs(luma[i]! - before[i]!)
    }
  }
}
