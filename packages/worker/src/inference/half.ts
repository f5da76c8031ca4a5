/** Half floats (IEEE 754 binary16), which JavaScript has no arrays of before Node 24. */

const bits = new Uint32Array(1)
const float = new Float32Array(bits.buffer)

/** The bits of the half float nearest to `value`; ties go to the even one, what is too great becomes infinite. */
export function toHalf(value: number): number {
  float[0] = value
  const from = bits[0]!
  const sign = (from >>> 16) & 0x8000
  const exponent = (from >>> 23) & 0xff
  const mantissa = from & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa ? 0x200 : 0)
  const power = exponent - 127
  if (power > 15) return sign | 0x7c00
  if (power >= -14) return sign | (((power + 15) << 10) + rounded(mantissa, 13))
  if (power < -25) return sign
  // Below the least normal number steps stay the same: the leading 1 is written out.
  return sign | rounded(mantissa | 0x800000, -power - 1)
}

/** Shifts right, to the nearest, ties to even. */
function rounded(value: number, shift: number): number {
  const kept = value >>> shift
  const rest = value & ((1 << shift) - 1)
  const half = 1 << (shift - 1)
  return kept + (rest > half || (rest === half && kept & 1) ? 1 : 0)
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const mantissa = half & 0x3ff
  if (exponent === 0) return sign * mantissa * 2 ** -24
  if (exponent === 0x1f) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15)
}
