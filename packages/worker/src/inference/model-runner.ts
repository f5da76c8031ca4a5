/** A loaded model: a picture in, what its head finds out. Whatever model it is, the rest sees detections and poses only. */
import type { Detection, Pose } from '@vigia/core'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelManifest } from '../models/manifest.js'
import { checkOutput, checkPorts, portsOf, sizesInput } from '../models/ports.js'
import { finish } from './finish.js'
import { fromHalf } from './half.js'
import { HEADS, type Head, type HeadOutput } from './heads/index.js'
import { type InputValues, inputShape, inputValues } from './input-values.js'
import { type Placed, place, putInto, type Size } from './placement.js'

export interface Seen {
  /** Pixels of the picture, clipped to it; best first, at most 100. Empty for a head of poses. */
  detections: Detection[]
  /** In pixels of the picture; of a head of poses only. */
  pose?: Pose
  /** Milliseconds: pixels to input, the network, outputs to what is found. */
  ms: { prepare: number; run: number; decode: number }
}

export interface LookOptions {
  /** 0-1. */
  minScore: number
  /** Labels wanted; undefined for all. */
  wanted?: readonly string[] | undefined
}

/** One call after the other: the memory of the input is used again. */
export class ModelRunner {
  private readonly head: Head
  private readonly canvas: Uint8Array
  private readonly input: InputValues
  private readonly feeds: Record<string, Tensor>
  /** Graph's name of each output by the head's. */
  private readonly outputs: Record<string, string>

  /** @throws ModelFitError when the model is not what its manifest says */
  constructor(
    private readonly session: InferenceSession,
    private readonly manifest: ModelManifest,
  ) {
    const ports = portsOf(session)
    this.outputs = checkPorts(ports, manifest)
    this.head = HEADS[manifest.head]
    const { input } = manifest
    this.canvas = new Uint8Array(input.width * input.height * 3)
    this.input = inputValues(input, this.canvas)
    this.feeds = { [input.name]: new Tensor(input.type, this.input.values as never, inputShape(input)) }
    const sizes = sizesInput(manifest)
    // Boxes are asked for in pixels of the input.
    if (sizes !== undefined) {
      const type = ports.inputs.find(({ name }) => name === sizes)!.type
      this.feeds[sizes] = sizeTensor(input, type)
    }
  }

  /**
   * @param rgb rows of RGB pixels of a picture of any size
   * @throws ModelFitError when an output has not the shape that the head reads
   */
  async look(rgb: Uint8Array, picture: Size, options: LookOptions): Promise<Seen> {
    const { input } = this.manifest
    const begun = performance.now()
    const placed = place(picture, input, input.placement)
    putInto(this.canvas, input, rgb, picture, placed, input.padValue)
    this.input.fill()
    const prepared = performance.now()
    const outputs = await this.run()
    const ran = performance.now()
    const found = this.read(outputs, picture, placed, options)
    const ms = { prepare: prepared - begun, run: ran - prepared, decode: performance.now() - ran }
    return { ...found, ms }
  }

  /**
   * Runs it on a picture of just the input's size and reads what it says.
   * @returns the graph's names of the outputs that hold values which are no numbers
   * @throws as `look`
   */
  async trial(rgb: Uint8Array): Promise<string[]> {
    const { input } = this.manifest
    this.canvas.set(rgb)
    this.input.fill()
    const outputs = await this.run()
    this.read(outputs, input, { ...input, x: 0, y: 0 }, { minScore: 0.5 })
    return Object.entries(outputs)
      .filter(([, { data }]) => data.some(Number.isNaN))
      .map(([role]) => this.outputs[role]!)
  }

  /** The outputs by the head's names for them. */
  private async run(): Promise<Record<string, HeadOutput>> {
    const found = await this.session.run(this.feeds)
    const needs = this.head.needs(this.manifest)
    const lengths = new Map<string, number>()
    return Object.fromEntries(
      needs.map((need) => {
        const name = this.outputs[need.role]!
        const { type, dims, data } = found[name]!
        checkOutput(this.manifest, { name, type, shape: dims }, need, lengths)
        return [need.role, { dims, data: widened(type, data) }]
      }),
    )
  }

  private read(
    outputs: Record<string, HeadOutput>,
    picture: Size,
    placed: Placed,
    { minScore, wanted }: LookOptions,
  ): Omit<Seen, 'ms'> {
    const { input, labels, options = {}, overlap } = this.manifest
    const { width, height } = input
    if (this.head.kind === 'pose') {
      const [sx, sy] = [picture.width / placed.width, picture.height / placed.height]
      const pose = this.head
        .decode(outputs, { width, height })
        .map(({ x, y, score }) => ({ x: (x - placed.x) * sx, y: (y - placed.y) * sy, score }))
        // A point that is nowhere was not seen.
        .map((point) => (Object.values(point).every(Number.isFinite) ? point : { x: 0, y: 0, score: 0 }))
      return { detections: [], pose }
    }
    const columns = [...labels.keys()].filter((column) => isWanted(labels[column], wanted))
    const reading = { width, height, classes: labels.length, columns, minScore, options }
    const found = this.head.decode(outputs, reading)
    const detections = finish(found, { picture, placed, labels, overlap: overlap ?? this.head.overlap })
    return { detections }
  }

  async close(): Promise<void> {
    await this.session.release()
  }
}

function isWanted(label: string | null | undefined, wanted: readonly string[] | undefined): boolean {
  return typeof label === 'string' && (wanted === undefined || wanted.includes(label))
}

function sizeTensor({ width, height }: Size, type: string): Tensor {
  if (type === 'int64') return new Tensor('int64', BigInt64Array.of(BigInt(width), BigInt(height)), [1, 2])
  if (type === 'int32') return new Tensor('int32', Int32Array.of(width, height), [1, 2])
  return new Tensor('float32', Float32Array.of(width, height), [1, 2])
}

function widened(type: string, data: Tensor['data']): Float32Array {
  if (data instanceof Float32Array) return data
  if (type === 'int64') return Float32Array.from(data as BigInt64Array, Number)
  if (type === 'float16' && data instanceof Uint16Array) return Float32Array.from(data, fromHalf)
  return Float32Array.from(data as unknown as ArrayLike<number>)
}
