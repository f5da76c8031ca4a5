/** Colour of a picture: is all of it tinted, is it grey, is it covered with stripes and blocks of pure colours? */
import type { SmallPicture } from './picture.js'

export interface Colour {
  /** Distance of the mean colour from grey, levels of chroma. */
  cast: number
  /** `cast` over the mean distance of the pixels from the mean colour: above 1 the whole picture leans to one side. */
  castFactor: number
  /** Mean distance from grey. */
  saturation: number
  /** Share of the picture in flat tiles of pure colour. */
  pure: number
  /** Of twelve hues, those that pure tiles have on at least 1.5 % of the picture. */
  pureHues: number
}

/** Side of a tile, pixels of chroma. */
const TILE = 4
/** Levels of chroma from grey that no lit surface reaches over a whole flat tile. */
const PURE = 48
const FLAT = 2.5
const HUES = 12
const HUE_SHARE = 0.015

/** Cast as distance and ratio: the equivalent circle of Gasparini and Schettini 2004, on chroma instead of a*b*. */
export function colourOf(picture: SmallPicture): Colour {
  const { cb, cr } = picture
  let [sumB, sumR, saturation] = [0, 0, 0]
  for (let i = 0; i < cb.length; i++) {
    sumB += cb[i]! - 128
    sumR += cr[i]! - 128
    saturation += Math.hypot(cb[i]! - 128, cr[i]! - 128)
  }
  const [meanB, meanR] = [sumB / cb.length, sumR / cb.length]
  let around = 0
  for (let i = 0; i < cb.length; i++) around += Math.hypot(cb[i]! - 128 - meanB, cr[i]! - 128 - meanR)
  const cast = Math.hypot(meanB, meanR)
  return {
    cast,
    castFactor: cast / Math.max(0.5, around / cb.length),
    saturation: saturation / cb.length,
    ...pureTiles(picture),
  }
}

function pureTiles({ width, height, cb, cr }: SmallPicture): Pick<Colour, 'pure' | 'pureHues'> {
  const w = width >> 1
  const [cols, rows] = [Math.floor(w / TILE), Math.floor((height >> 1) / TILE)]
  const hues = new Uint32Array(HUES)
  let pure = 0
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const hue = hueOf(cb, cr, row * TILE * w + col * TILE, w)
      if (hue === undefined) continue
      pure++
      hues[hue]!++
    }
  }
  const tiles = Math.max(1, cols * rows)
  return { pure: pure / tiles, pureHues: hues.filter((n) => n / tiles >= HUE_SHARE).length }
}

/** The hue of a flat tile of pure colour, 0 to 11. */
function hueOf(cb: Uint8Array, cr: Uint8Array, from: number, stride: number): number | undefined {
  let [b, r, bb, rr] = [0, 0, 0, 0]
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const at = from + y * stride + x
      const [u, v] = [cb[at]! - 128, cr[at]! - 128]
      b += u
      r += v
      bb += u * u
      rr += v * v
    }
  }
  const n = TILE * TILE
  const [meanB, meanR] = [b / n, r / n]
  const spread = Math.sqrt(Math.max(0, bb / n - meanB * meanB + rr / n - meanR * meanR))
  if (spread > FLAT || Math.hypot(meanB, meanR) < PURE) return undefined
  return Math.floor(((Math.atan2(meanR, meanB) + Math.PI) / (2 * Math.PI)) * HUES) % HUES
}
