/** What a head is: the reader of one family of model outputs. It knows the input's pixels only, not the picture. */
import type { Pose } from '@vigia/core'
import type { HeadOptions, ModelManifest } from '../../models/manifest.js'
import type { Corners } from '../suppression.js'

/** One output of a run; whole numbers and half floats are widened. */
export interface HeadOutput {
  dims: readonly number[]
  /** Row-major. */
  data: Float32Array
}

/** An output that a head reads. */
export interface OutputNeed {
  /** The head's name for it, and the graph's unless the manifest's `outputs` says another. */
  role: string
  /** Any of these; a letter stands for a length that is free, and the same wherever the letter is. */
  shapes: readonly (readonly (number | string)[])[]
  /** Whence a length comes that must fit, in words. */
  because?: string
}

/** What a head reads an output for. */
export interface Reading {
  /** Of the model's input, in pixels. */
  width: number
  height: number
  /** Number of labels, those that stand for nothing included. */
  classes: number
  /** Class columns that are looked for, ascending. */
  columns: readonly number[]
  /** 0-1. */
  minScore: number
  options: HeadOptions
}

export interface ScoredBox {
  /** Pixels of the model's input; may reach outside it. */
  corners: Corners
  /** Class column. */
  column: number
  /** 0-1. */
  score: number
}

/** Says what a member of `options` must be, where the value is not that. */
export type OptionCheck = (value: unknown) => string | undefined

type Outputs<Role extends string> = Record<Role, HeadOutput>

interface AnyHead {
  /** The members of `options` that it takes. */
  options: Partial<Record<keyof HeadOptions, OptionCheck>>
  needs(manifest: Pick<ModelManifest, 'labels' | 'input' | 'options'>): OutputNeed[]
}

export interface BoxHead extends AnyHead {
  kind: 'boxes'
  /** Above this overlap two boxes of a class are one object, 0-1; undefined where the network has made sure itself. */
  overlap: number | undefined
  /** An input that wants the size, [1, 2] as width and height, in which boxes are to come. */
  sizesInput?(options: HeadOptions): string | undefined
  /** @returns what has at least `minScore`, best first, a bounded number. */
  decode(outputs: Outputs<string>, reading: Reading): ScoredBox[]
}

export interface PoseHead extends AnyHead {
  kind: 'pose'
  /** Points in pixels of the model's input. */
  decode(outputs: Outputs<string>, reading: Pick<Reading, 'width' | 'height'>): Pose
}

export type Head = BoxHead | PoseHead

export function oneOf(...known: readonly string[]): OptionCheck {
  return (value) =>
    typeof value === 'string' && known.includes(value) ? undefined : `one of ${known.join(', ')}`
}

export const trueOrFalse: OptionCheck = (value) => (typeof value === 'boolean' ? undefined : 'true or false')

export const strideList: OptionCheck = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 8 &&
  value.every((stride) => Number.isInteger(stride) && stride >= 1 && stride <= 1024)
    ? undefined
    : 'a list of 1 to 8 whole numbers of pixels, e.g. [8, 16, 32]'
