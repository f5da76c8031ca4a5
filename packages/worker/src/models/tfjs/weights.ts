/** The constants of a TF.js model: which bytes of its weight files are which tensor, as real numbers. */
import { fromHalf } from './half.js'
import { asArray, asNumber, asObject, asText, TfjsFormatError } from './json.js'

export interface TfjsTensor {
  shape: number[]
  /** `int32` values are whole; both are kept as they will be computed with. */
  type: 'float32' | 'int32'
  values: Float32Array
}

/**
 * @param manifest `weightsManifest` of model.json: groups of files, each with the tensors that follow one another in them
 * @param files the weight files by the names that the manifest gives them
 * @throws TfjsFormatError naming the tensor or file that is wrong
 */
export function readWeights(
  manifest: unknown,
  files: ReadonlyMap<string, Uint8Array>,
): Map<string, TfjsTensor> {
  const tensors = new Map<string, TfjsTensor>()
  for (const [i, item] of asArray(manifest, 'weightsManifest').entries()) {
    const place = `weightsManifest[${i}]`
    const group = asObject(item, place)
    const bytes = joined(asArray(group.paths, `${place}.paths`), files, place)
    let position = 0
    for (const [j, entry] of asArray(group.weights, `${place}.weights`).entries()) {
      const weight = readWeight(entry, `${place}.weights[${j}]`)
      const end = position + weight.bytes
      if (end > bytes.length)
        throw new TfjsFormatError(
          `the weight files end at byte ${bytes.length}, ${weight.name} needs ${end}: they are cut off or of another model`,
        )
      const { shape, type } = weight
      tensors.set(weight.name, { shape, type, values: weight.decode(bytes.slice(position, end)) })
      position = end
    }
    if (position !== bytes.length)
      throw new TfjsFormatError(
        `the weight files hold ${bytes.length} bytes, the tensors of ${place} ${position}: they are of another model`,
      )
  }
  return tensors
}

function joined(paths: unknown[], files: ReadonlyMap<string, Uint8Array>, place: string): Uint8Array {
  const shards = paths.map((item, i) => {
    const path = asText(item, `${place}.paths[${i}]`)
    const shard = files.get(path)
    if (shard === undefined) throw new TfjsFormatError(`its weight file ${path} is missing`)
    return shard
  })
  return new Uint8Array(Buffer.concat(shards))
}

interface Weight {
  name: string
  shape: number[]
  type: TfjsTensor['type']
  /** How many it takes in the file. */
  bytes: number
  decode(bytes: Uint8Array): Float32Array
}

function readWeight(entry: unknown, place: string): Weight {
  const fields = asObject(entry, place)
  const name = asText(fields.name, `${place}.name`)
  const shape = asArray(fields.shape, `${place}.shape`).map((size, i) =>
    asNumber(size, `${place}.shape[${i}]`),
  )
  const type = fields.dtype
  if (type !== 'float32' && type !== 'int32')
    throw new TfjsFormatError(`${name} is ${String(type)}; float32 and int32 are known here`)
  const { width, decode } = storage(fields.quantization, type, `${place}.quantization`)
  const count = shape.reduce((a, b) => a * b, 1)
  return { name, shape, type, bytes: count * width, decode }
}

/** How a value is stored, and made real again (tfjs-core, `decodeWeights`): code · scale + min, or a half. */
function storage(
  quantisation: unknown,
  type: TfjsTensor['type'],
  place: string,
): { width: number; decode(bytes: Uint8Array): Float32Array } {
  if (quantisation === undefined)
    return {
      width: 4,
      decode: ({ buffer }) => plain(type === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer)),
    }
  const fields = asObject(quantisation, place)
  const stored = asText(fields.dtype, `${place}.dtype`)
  if (stored === 'float16') return { width: 2, decode: fromHalf }
  if (stored !== 'uint8' && stored !== 'uint16')
    throw new TfjsFormatError(`${place}.dtype is ${stored}; float16, uint8 and uint16 are known here`)
  const scale = asNumber(fields.scale, `${place}.scale`)
  const least = asNumber(fields.min, `${place}.min`)
  const real = (code: number) => code * scale + least
  return stored === 'uint8'
    ? { width: 1, decode: (bytes) => Float32Array.from(bytes, real) }
    : { width: 2, decode: ({ buffer }) => Float32Array.from(new Uint16Array(buffer), real) }
}

function plain(values: Int32Array | Float32Array): Float32Array {
  return Float32Array.from(values)
}
