/** A manifest that somebody has written, member by member: what it says, or which member is wrong and what to do. */
import { HEADS } from '../inference/heads/index.js'
import {
  ELEMENT_TYPES,
  type HeadOptions,
  MODEL_HEADS,
  type ModelHead,
  type ModelInput,
  type ModelManifest,
  type PerChannel,
  PLACEMENTS,
} from './manifest.js'

/** The manifest is not what it must be; the text names the member and the remedy. */
export class ManifestError extends Error {}

/** What a written manifest may leave to the model's file, and what only the file's keeper knows. */
export interface WrittenManifest extends Omit<ModelManifest, 'name' | 'source' | 'sha256' | 'input'> {
  name?: string
  source?: string
  /** Of the file that is added, lower-case hex. */
  sha256?: string
  input: Partial<ModelInput> & Omit<ModelInput, 'name' | 'layout' | 'width' | 'height' | 'type'>
}

type Members = Record<string, unknown>

const MEMBERS = [
  ...['name', 'title', 'licence', 'attribution', 'source', 'sha256', 'head', 'options', 'outputs', 'input'],
  ...['labels', 'aliases', 'threshold', 'overlap'],
]
const INPUT_MEMBERS = [
  ...['name', 'layout', 'width', 'height', 'type', 'colour', 'scale', 'mean', 'std', 'placement', 'padValue'],
]
/** More than any data set has; a bound on what is compared for every anchor. */
const MOST_LABELS = 20_000
const MOST_SIDE = 4096
const MOST_TEXT = 2000
/** Characters of a label: it stands on pictures and in every message. */
const MOST_LABEL = 100

/** @param text JSON @throws ManifestError */
export function readManifest(text: string): WrittenManifest {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch (error) {
    throw new ManifestError(`the manifest is no JSON: ${(error as Error).message}`)
  }
  const all = members(written, 'the manifest', MEMBERS)
  const head = choice(all, 'head', MODEL_HEADS, undefined)
  const labels = readLabels(all, head)
  const manifest: WrittenManifest = {
    licence: line(all, 'licence', 'the SPDX identifier of the weights, e.g. Apache-2.0'),
    attribution: optionalLine(all, 'attribution') ?? 'added by the administrator',
    head,
    input: readInput(all.input ?? {}),
    labels,
    threshold: number(all, 'threshold', 0, 1, undefined),
  }
  if (all.overlap !== undefined) manifest.overlap = number(all, 'overlap', 0, 1, undefined)
  if (all.options !== undefined) manifest.options = readOptions(all.options, head)
  if (all.outputs !== undefined) manifest.outputs = readOutputs(all.outputs, manifest)
  for (const member of ['name', 'title', 'source', 'sha256'] as const) {
    const value = optionalLine(all, member)
    if (value !== undefined) manifest[member] = value
  }
  if (manifest.sha256 !== undefined) manifest.sha256 = readHash(manifest.sha256, 'sha256')
  return manifest
}

/** @throws ManifestError */
export function readHash(text: string, member: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw wrong(member, text, '64 hexadecimal digits (sha256sum prints them)')
  return text.toLowerCase()
}

function readInput(value: unknown): WrittenManifest['input'] {
  const all = members(value, 'input', INPUT_MEMBERS)
  const at = (member: string) => `input.${member}`
  const input: WrittenManifest['input'] = {
    colour: choice(all, 'colour', ['rgb', 'bgr'], 'rgb', at),
    scale: number(all, 'scale', Number.MIN_VALUE, 1000, 1, at),
    mean: perChannel(all, 'mean', 0, at, () => true, 'numbers'),
    std: perChannel(all, 'std', 1, at, (v) => v !== 0, 'numbers other than 0'),
    placement: choice(all, 'placement', PLACEMENTS, 'letterbox-top-left', at),
    padValue: number(all, 'padValue', 0, 255, 114, at),
  }
  const name = optionalLine(all, 'name', at)
  if (name !== undefined) input.name = name
  if (all.layout !== undefined) input.layout = choice(all, 'layout', ['nhwc', 'nchw'], undefined, at)
  if (all.type !== undefined) input.type = choice(all, 'type', ELEMENT_TYPES, undefined, at)
  for (const side of ['width', 'height'] as const)
    if (all[side] !== undefined) {
      const length = number(all, side, 1, MOST_SIDE, undefined, at)
      if (!Number.isInteger(length)) throw wrong(at(side), length, 'a whole number of pixels')
      input[side] = length
    }
  return input
}

const LABEL_FORM = `that is not empty, of at most ${MOST_LABEL} characters`
const isLabel = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= MOST_LABEL

function readLabels(all: Members, head: ModelHead): (string | null)[] {
  const { labels = [], aliases = {} } = all
  const isPose = HEADS[head].kind === 'pose'
  const fits = (label: unknown) => label === null || isLabel(label)
  const expected = 'a list with the label of each class column, null for those that stand for nothing'
  if (!Array.isArray(labels) || labels.length > MOST_LABELS) throw wrong('labels', labels, expected)
  const at = labels.findIndex((label) => !fits(label))
  if (at >= 0) throw wrong(`labels[${at}]`, labels[at], `a text ${LABEL_FORM}, or null`)
  if (isPose && labels.length > 0) throw wrong('labels', labels, `left out: head ${head} finds poses`)
  if (!isPose && labels.every((label) => label === null)) throw wrong('labels', labels, expected)
  const names = members(aliases, 'aliases', undefined)
  for (const [from, to] of Object.entries(names)) {
    if (!labels.includes(from)) throw wrong(`aliases.${from}`, to, 'the other name of one of the labels')
    if (!isLabel(to)) throw wrong(`aliases.${from}`, to, `a text ${LABEL_FORM}`)
  }
  return (labels as (string | null)[]).map((label) =>
    label === null ? null : Object.hasOwn(names, label) ? String(names[label]) : label,
  )
}

function readOptions(value: unknown, head: ModelHead): HeadOptions {
  const checks = HEADS[head].options as Record<string, (value: unknown) => string | undefined>
  const all = members(value, `options (of head ${head})`, Object.keys(checks))
  for (const [name, given] of Object.entries(all)) {
    const expected = checks[name]?.(given)
    if (expected !== undefined) throw wrong(`options.${name}`, given, expected)
  }
  return all as HeadOptions
}

function readOutputs(
  value: unknown,
  { head, labels, options }: WrittenManifest,
): NonNullable<ModelManifest['outputs']> {
  // The names of the outputs do not hang on the size.
  const input = { width: 32, height: 32 } as ModelInput
  const roles = HEADS[head].needs({ labels, input, ...(options ? { options } : {}) }).map(({ role }) => role)
  const all = members(value, `outputs (of head ${head})`, roles)
  for (const role of Object.keys(all))
    line(all, role, "the output's name in the graph", (m) => `outputs.${m}`)
  return all as Record<string, string>
}

/** @param known undefined: any name */
function members(value: unknown, what: string, known: readonly string[] | undefined): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ManifestError(`${what}: is ${shown(value)}; it must be an object, { … }`)
  const other = known && Object.keys(value).find((name) => !known.includes(name))
  if (other !== undefined)
    throw new ManifestError(
      `${what}: has no member ${other}; it has ${known?.length ? known.join(', ') : 'none'}`,
    )
  return value as Members
}

type Path = (member: string) => string
const plain: Path = (member) => member

function choice<T extends string>(
  all: Members,
  member: string,
  known: readonly T[],
  otherwise: T | undefined,
  at: Path = plain,
): T {
  const value = all[member] ?? otherwise
  const found = known.find((one) => one === value)
  if (found === undefined) throw wrong(at(member), value, `one of ${known.join(', ')}`)
  return found
}

function number(
  all: Members,
  member: string,
  least: number,
  most: number,
  otherwise: number | undefined,
  at: Path = plain,
): number {
  const value = all[member] ?? otherwise
  if (typeof value === 'number' && value >= least && value <= most) return value
  const above = least === Number.MIN_VALUE ? 'above 0' : `from ${least}`
  throw wrong(at(member), value, `a number ${above} to ${most}`)
}

function perChannel(
  all: Members,
  member: string,
  otherwise: number,
  at: Path,
  fits: (value: number) => boolean,
  what: string,
): PerChannel {
  const value = all[member] ?? otherwise
  const three = Array.isArray(value) ? value : [value, value, value]
  if (three.length === 3 && three.every((one) => Number.isFinite(one) && fits(one)))
    return three as unknown as PerChannel
  throw wrong(at(member), value, `one number for all colours, or three ${what} in the order of input.colour`)
}

function line(all: Members, member: string, expected: string, at: Path = plain): string {
  const value = all[member]
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MOST_TEXT) return value
  throw wrong(at(member), value, expected)
}

function optionalLine(all: Members, member: string, at: Path = plain): string | undefined {
  return all[member] === undefined ? undefined : line(all, member, 'a text that is not empty', at)
}

function wrong(member: string, value: unknown, expected: string): ManifestError {
  return new ManifestError(
    value === undefined
      ? `${member}: is missing; it must be ${expected}`
      : `${member}: is ${shown(value)}; it must be ${expected}`,
  )
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
