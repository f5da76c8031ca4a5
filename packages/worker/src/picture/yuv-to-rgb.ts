/** yuv420p to rgb24 in limited range: BT.709 from 720 rows on, BT.601 below, as broadcast and cameras have it. */

/** Coefficients times 65536: luma, V to red, U to green, V to green, U to blue (ITU-R BT.601 and BT.709, 8 bits). */
const BT601 = [76309, 104597, 25675, 53279, 132201] as const
const BT709 = [76309, 117489, 13975, 34925, 138438] as const
const HD_ROWS = 720

export type Coefficients = typeof BT601 | typeof BT709

export const coefficientsFor = (height: number): Coefficients => (height >= HD_ROWS ? BT709 : BT601)

/**
 * @param yuv planes tightly packed, chroma rounded up at odd sizes
 * @returns height × width × 3 bytes
 * @throws RangeError when the buffer does not hold a picture of this size
 */
export function yuvToRgb(yuv: Uint8Array, width: number, height: number): Uint8Array {
  const chromaWidth = (width + 1) >> 1
  const chromaSize = chromaWidth * ((height + 1) >> 1)
  const uPlane = width * height
  const vPlane = uPlane + chromaSize
  if (yuv.length !== vPlane + chromaSize)
    throw new RangeError(
      `yuv420p of ${width} x ${height} has ${vPlane + chromaSize} bytes, not ${yuv.length}`,
    )
  const [cy, crv, cgu, cgv, cbu] = coefficientsFor(height)
  // Clamps without branches, and rounds: the colour lies in -277 … 536.
  const rgb = new Uint8ClampedArray(width * height * 3)
  let out = 0
  for (let y = 0; y < height; y++) {
    const luma = y * width
    const chroma = (y >> 1) * chromaWidth
    for (let x = 0; x < width; x++) {
      const c = cy * (yuv[luma + x]! - 16) + 32768
      const at = chroma + (x >> 1)
      const u = yuv[uPlane + at]! - 128
      const v = yuv[vPlane + at]! - 128
      rgb[out] = (c + crv * v) >> 16
      rgb[out + 1] = (c - cgu * u - cgv * v) >> 16
      rgb[out + 2] = (c + cbu * u) >> 16
      out += 3
    }
  }
  return new Uint8Array(rgb.buffer)
}
