/** Inputs and outputs of a model: what its file says of them against what its manifest and head need. */
import type { InferenceSession } from 'onnxruntime-node'
import { HEADS, type OutputNeed } from '../inference/heads/index.js'
import { inputShape } from '../inference/input-values.js'
import type { ModelManifest } from './manifest.js'

/** One input or output as the file declares it. */
export interface ModelPort {
  name: string
  type: string
  /** A length that is not a number above 0 is free until the model runs. */
  shape: readonly (number | string)[]
}

export interface ModelPorts {
  inputs: ModelPort[]
  outputs: ModelPort[]
}

/** The model is not what its manifest says; the text tells what was found and what is needed. */
export class ModelFitError extends Error {}

export function portsOf(session: InferenceSession): ModelPorts {
  const read = (all: readonly InferenceSession.ValueMetadata[]): ModelPort[] =>
    all.map((port) => (port.isTensor ? port : { name: port.name, type: 'no tensor', shape: [] }))
  return { inputs: read(session.inputMetadata), outputs: read(session.outputMetadata) }
}

/** The types that outputs may have: all are read as float32. */
const OUTPUT_TYPES = ['float32', 'float16', 'int64', 'int32']

/** By the head's name for it, the graph's name of each output. @throws ModelFitError naming the port that is wrong */
export function checkPorts(ports: ModelPorts, manifest: ModelManifest): Record<string, string> {
  checkInputs(ports, manifest)
  const needs = HEADS[manifest.head].needs(manifest)
  const lengths = new Map<string, number>()
  return Object.fromEntries(
    needs.map((need) => {
      const port = outputFor(need, needs.length === 1, ports.outputs, manifest)
      if (!OUTPUT_TYPES.includes(port.type) || !fits(port.shape, need, lengths))
        throw new ModelFitError(mismatch(manifest, port, need, lengths))
      return [need.role, port.name]
    }),
  )
}

/** Of a run's output. @throws ModelFitError when its shape is not the one needed */
export function checkOutput(
  manifest: ModelManifest,
  port: ModelPort,
  need: OutputNeed,
  lengths: Map<string, number>,
): void {
  if (!fits(port.shape, need, lengths)) throw new ModelFitError(mismatch(manifest, port, need, lengths))
}

function checkInputs({ inputs }: ModelPorts, manifest: ModelManifest): void {
  const { name, type } = manifest.input
  const wanted = inputShape(manifest.input)
  const port = inputs.find((one) => one.name === name)
  const fitting =
    port?.type === type &&
    port.shape.length === wanted.length &&
    wanted.every((length, axis) => (lengthOf(port.shape[axis]) ?? length) === length)
  if (!fitting)
    throw new ModelFitError(
      `model ${manifest.name}: input ${name} is ${port ? text(port) : 'missing'}, its manifest needs ${type} [${wanted}]` +
        (port ? '' : `; the file's inputs: ${namesOf(inputs)}`),
    )
  const fed = [name, sizesInput(manifest)]
  const other = inputs.find((one) => !fed.includes(one.name))
  if (other)
    throw new ModelFitError(
      `model ${manifest.name}: input ${other.name} is ${text(other)}, and nothing feeds it; a model of head ${manifest.head} takes ${fed.filter(Boolean).join(', ')} only`,
    )
  if (fed[1] !== undefined && !inputs.some((one) => one.name === fed[1]))
    throw new ModelFitError(
      `model ${manifest.name}: input ${fed[1]} is missing, its manifest needs it; a model without it may have options.form sigmoid or softmax`,
    )
}

/** The input that wants a size, where the head has one. */
export function sizesInput({ head, options = {} }: ModelManifest): string | undefined {
  const reader = HEADS[head]
  return reader.kind === 'boxes' ? reader.sizesInput?.(options) : undefined
}

function outputFor(
  { role, shapes }: OutputNeed,
  isOnly: boolean,
  outputs: readonly ModelPort[],
  manifest: ModelManifest,
): ModelPort {
  const asked = manifest.outputs?.[role]
  const port = outputs.find(({ name }) => name === (asked ?? role))
  if (port) return port
  if (asked === undefined && isOnly && outputs.length === 1) return outputs[0]!
  throw new ModelFitError(
    `model ${manifest.name}: output ${asked ?? role} is missing, its manifest needs float32 [${shapes[0]}]; the file's outputs: ` +
      `${outputs.map((one) => `${one.name} ${text(one)}`).join(', ')}. Say which one it is: "outputs": { "${role}": "…" }`,
  )
}

/** Notes the lengths of letters in `lengths`. */
function fits(shape: ModelPort['shape'], { shapes }: OutputNeed, lengths: Map<string, number>): boolean {
  return shapes.some((wanted) => {
    if (wanted.length !== shape.length) return false
    const met = new Map<string, number>()
    const isFitting = wanted.every((length, axis) => {
      const found = lengthOf(shape[axis])
      if (found === undefined) return true
      if (typeof length === 'number') return found === length
      const known = lengths.get(length) ?? met.get(length)
      met.set(length, found)
      return known === undefined || known === found
    })
    if (isFitting) for (const [letter, length] of met) lengths.set(letter, length)
    return isFitting
  })
}

function mismatch(
  { name, head }: ModelManifest,
  port: ModelPort,
  { shapes, because }: OutputNeed,
  lengths: ReadonlyMap<string, number>,
): string {
  const needed = shapes
    .slice(0, 2)
    .map((shape) => `[${shape.map((length) => lengths.get(String(length)) ?? length)}]`)
  if (shapes.length > 2) needed.push(`… [${shapes.at(-1)}]`)
  return (
    `model ${name}: output ${port.name} is ${text(port)}, its manifest needs float32 ${needed.join(' or ')} ` +
    `for head ${head}${because ? ` (${because})` : ''}`
  )
}

/** Undefined for one that is free. */
export const lengthOf = (length: number | string | undefined): number | undefined =>
  typeof length === 'number' && length > 0 ? length : undefined

const text = ({ type, shape }: ModelPort): string =>
  `${type} [${shape.map((length) => lengthOf(length) ?? (length || '?'))}]`

const namesOf = (ports: readonly ModelPort[]): string => ports.map(({ name }) => name).join(', ') || 'none'
