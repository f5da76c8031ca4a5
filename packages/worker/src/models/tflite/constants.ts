/** The values of a constant tensor as real numbers or integers. */
import { TfliteFormatError, type TfliteTensor } from './read-model.js'

/** De-quantised values in the tensor's own order. @throws TfliteFormatError when it is no constant. */
export function realValues(tensor: TfliteTensor): Float32Array {
  const stored = storedValues(tensor)
  const quantisation = tensor.quantisation
  if (quantisation === undefined) return Float32Array.from(stored)
  const { scale, zeroPoint, axis } = quantisation
  const channels = scale.length
  // Elements that follow each other with the same index along the quantised axis.
  const run = channels === 1 ? stored.length : tensor.shape.slice(axis + 1).reduce((a, b) => a * b, 1)
  if (channels !== 1 && channels !== tensor.shape[axis])
    throw new TfliteFormatError(
      `tensor ${tensor.name} has ${channels} scales for axis ${axis} of [${tensor.shape}]`,
    )
  const real = new Float32Array(stored.length)
  for (let i = 0; i < stored.length; i++) {
    const channel = Math.floor(i / run) % channels
    real[i] = (stored[i]! - zeroPoint[channel]!) * scale[channel]!
  }
  return real
}

/** Values of a shape, size or padding tensor. @throws TfliteFormatError when it is no integer constant. */
export function integerValues(tensor: TfliteTensor): number[] {
  if (tensor.type !== 'int32' && tensor.type !== 'int64')
    throw new TfliteFormatError(`tensor ${tensor.name} is ${tensor.type}; an integer constant was expected`)
  return Array.from(storedValues(tensor))
}

function storedValues(tensor: TfliteTensor): ArrayLike<number> {
  const data = tensor.data
  if (data === undefined)
    throw new TfliteFormatError(`tensor ${tensor.name} is computed at run time; a constant was expected`)
  // Copied: a typed array must start at a multiple of its element size, a vector in the file need not. Not by
  // slice(), which for a Buffer gives a view.
  const bytes = new Uint8Array(data)
  switch (tensor.type) {
    case 'float32':
      return new Float32Array(bytes.buffer)
    case 'float16':
      return Array.from(new Uint16Array(bytes.buffer), halfToNumber)
    case 'int32':
      return new Int32Array(bytes.buffer)
    case 'int64':
      return Array.from(new BigInt64Array(bytes.buffer), Number)
    case 'int8':
      return new Int8Array(bytes.buffer)
    case 'uint8':
      return bytes
  }
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
