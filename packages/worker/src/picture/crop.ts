/** Cuts a part out of a full picture, in colour and at the size a model wants. */
import { type Coefficients, coefficientsFor } from './yuv-to-rgb.js'

export interface Region {
  /** Pixels of the picture; may reach beyond it, what lies outside is `fill`. */
  x: number
  y: number
  w: number
  h: number
}

/**
 * The region scaled to `outWidth` × `outHeight` RGB pixels, each the bilinear mean of its four neighbours. Half of a
 * much larger region's pixels are thus passed over: halve the picture first where that matters.
 * @param yuv yuv420p, planes tightly packed, chroma rounded up at odd sizes
 * @param fill value of all three channels outside the picture
 */
export function cropRgb(
  yuv: Uint8Array,
  width: number,
  height: number,
  region: Region,
  outWidth: number,
  outHeight: number,
  fill = 0,
): Uint8Array {
  const rgb = new Uint8ClampedArray(outWidth * outHeight * 3)
  const [stepX, stepY] = [region.w / outWidth, region.h / outHeight]
  const pixel = pixelReader(yuv, width, height, coefficientsFor(height))
  for (let row = 0, out = 0; row < outHeight; row++) {
    const y = region.y + (row + 0.5) * stepY - 0.5
    for (let column = 0; column < outWidth; column++, out += 3) {
      const x = region.x + (column + 0.5) * stepX - 0.5
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) rgb.fill(fill, out, out + 3)
      else pixel(x, y, rgb, out)
    }
  }
  return new Uint8Array(rgb.buffer)
}

/** Reads luma bilinearly and colour from the nearest sample, as eyes and detectors do not mind. */
function pixelReader(yuv: Uint8Array, width: number, height: number, [cy, crv, cgu, cgv, cbu]: Coefficients) {
  const chromaWidth = (width + 1) >> 1
  const uPlane = width * height
  const vPlane = uPlane + chromaWidth * ((height + 1) >> 1)
  return (x: number, y: number, rgb: Uint8ClampedArray, out: number): void => {
    const x0 = Math.max(0, Math.floor(x))
    const y0 = Math.max(0, Math.floor(y))
    const x1 = Math.min(width - 1, x0 + 1)
    const y1 = Math.min(height - 1, y0 + 1)
    const fx = Math.max(0, x - x0)
    const fy = Math.max(0, y - y0)
    const top = yuv[y0 * width + x0]! * (1 - fx) + yuv[y0 * width + x1]! * fx
    const bottom = yuv[y1 * width + x0]! * (1 - fx) + yuv[y1 * width + x1]! * fx
    const c = cy * (top * (1 - fy) + bottom * fy - 16) + 32768
    const at =
      (Math.min(height - 1, Math.round(y)) >> 1) * chromaWidth + (Math.min(width - 1, Math.round(x)) >> 1)
    const u = yuv[uPlane + Math.max(0, at)]! - 128
    const v = yuv[vPlane + Math.max(0, at)]! - 128
    rgb[out] = (c + crv * v) >> 16
    rgb[out + 1] = (c - cgu * u - cgv * v) >> 16
    rgb[out + 2] = (c + cbu * u) >> 16
  }
}
