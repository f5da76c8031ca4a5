/** Pixels to the numbers that a model is fed: colour order, layout, scale, mean and element type. */
import type { ElementType, ModelInput } from '../models/manifest.js'
import { toHalf } from './half.js'

export type Values = Uint8Array | Int8Array | Int32Array | Uint16Array | Float32Array

const ARRAYS: Record<ElementType, (length: number) => Values> = {
  uint8: (length) => new Uint8Array(length),
  int8: (length) => new Int8Array(length),
  int32: (length) => new Int32Array(length),
  // As bits: `half.ts`.
  float16: (length) => new Uint16Array(length),
  float32: (length) => new Float32Array(length),
}

/** The input's axes in order. */
export const inputShape = ({ layout, width, height }: ModelInput): number[] =>
  layout === 'nhwc' ? [1, height, width, 3] : [1, 3, height, width]

export interface InputValues {
  /** Kept for the life of the model; `fill` writes to it. */
  values: Values
  fill(): void
}

/**
 * @param rgb the whole input as rows of RGB pixels. Where the model takes just these, they are its input, and `fill` has
 * nothing to do.
 */
export function inputValues(input: ModelInput, rgb: Uint8Array): InputValues {
  const channels = [0, 1, 2].map((channel) => lookUp(input, channel))
  if (isSame(input, channels)) return { values: rgb, fill: () => undefined }
  const values = ARRAYS[input.type](rgb.length)
  const pixels = rgb.length / 3
  const [step, plane] = input.layout === 'nhwc' ? [3, 1] : [1, pixels]
  // Which of a pixel's bytes each channel of the input is.
  const order = input.colour === 'rgb' ? [0, 1, 2] : [2, 1, 0]
  const fill = () => {
    for (let channel = 0; channel < 3; channel++) {
      const known = channels[channel]!
      let target = channel * plane
      for (let source = order[channel]!; source < rgb.length; source += 3, target += step)
        values[target] = known[rgb[source]!]!
    }
  }
  return { values, fill }
}

function isSame({ type, layout, colour }: ModelInput, channels: readonly Values[]): boolean {
  if (type !== 'uint8' || layout !== 'nhwc' || colour !== 'rgb') return false
  return channels.every((channel) => channel.every((value, pixel) => value === pixel))
}

/** The value of each of the 256 pixel values: one look-up a pixel instead of three operations. */
function lookUp({ type, scale, mean, std }: ModelInput, channel: number): Values {
  const known = ARRAYS[type](256)
  for (let pixel = 0; pixel < 256; pixel++)
    known[pixel] = stored((pixel * scale - mean[channel]!) / std[channel]!, type)
  return known
}

const LIMITS: Partial<Record<ElementType, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  int32: [-(2 ** 31), 2 ** 31 - 1],
}

function stored(value: number, type: ElementType): number {
  if (type === 'float16') return toHalf(value)
  const limits = LIMITS[type]
  return limits ? Math.min(limits[1], Math.max(limits[0], Math.round(value))) : value
}
