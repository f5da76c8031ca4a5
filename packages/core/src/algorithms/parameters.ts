/** Parameter tables that are at once JSON Schema for the request, defaults for the rule and text for a form. */
import { ParameterError } from './algorithm.js'

export interface IntegerParameter {
  type: 'integer'
  minimum: number
  maximum: number
  default: number
  description: string
  /** The description in Chinese. */
  titleZh: string
}

export interface DecimalParameter extends Omit<IntegerParameter, 'type'> {
  type: 'number'
}

export interface TextParameter {
  type: 'string'
  description: string
  titleZh: string
  default?: string
  /** Of `target_roi`: what its lines say beside their two sides, for whoever draws them. */
  lines?: LineMeaning
}

/** `kind`: approach or leave, in `properties.type`; `way`: they lead from their first point to their second. */
export type LineMeaning = 'kind' | 'way'

export interface ChoiceParameter<T extends string = string> extends TextParameter {
  enum: readonly T[]
  default: T
}

/** An object of its own, such as `license_plate`; the rule that has it reads it itself. */
export interface ObjectParameter {
  type: 'object'
  properties: Record<string, unknown>
  description: string
  titleZh: string
}

export type Parameter =
  | IntegerParameter
  | DecimalParameter
  | TextParameter
  | ChoiceParameter
  | ObjectParameter
export type Parameters = Record<string, Parameter>

export function integer(
  minimum: number,
  maximum: number,
  standard: number,
  description: string,
  titleZh: string,
): IntegerParameter {
  return { type: 'integer', minimum, maximum, default: standard, description, titleZh }
}

export function decimal(
  minimum: number,
  maximum: number,
  standard: number,
  description: string,
  titleZh: string,
): DecimalParameter {
  return { type: 'number', minimum, maximum, default: standard, description, titleZh }
}

export function choice<T extends string>(
  values: readonly T[],
  standard: T,
  description: string,
  titleZh: string,
): ChoiceParameter<T> {
  return { type: 'string', enum: values, default: standard, description, titleZh }
}

/** `target_roi` of an algorithm whose lines are more than a border between two sides. */
export function roiText(description: string, titleZh: string, lines: LineMeaning): TextParameter {
  return { ...text(description, titleZh), lines }
}

/** @param standard what stands for an absent value; without it an absent value is undefined */
export function text(description: string, titleZh: string, standard?: string): TextParameter {
  return { type: 'string', description, titleZh, ...(standard === undefined ? {} : { default: standard }) }
}

/** A switch of the wire: 0 = off, 1 = on. */
export function onOff(standard: 0 | 1, description: string, titleZh: string): IntegerParameter {
  return integer(0, 1, standard, `${description} (0 = off, 1 = on)`, `${titleZh}（0 关，1 开）`)
}

const ROI_FORM =
  'as a string of JSON, in pixels of the source frame: {"lines":[{"data":[[x,y],[x,y]],"properties":{"side1_name":"…","side2_name":"…"}}],"polygons":[{"data":[[x,y],[x,y],[x,y]],"name":"…"}]}'
const ROI_FORM_ZH = 'JSON 字符串，坐标为源画面像素'

export const TARGET_ROI = text(
  `Lines and regions ${ROI_FORM}. Without it: the middle half of the horizontal centre line, and the centred quarter of the frame`,
  `检测线和区域，${ROI_FORM_ZH}；不填时检测线为水平中线的中间一半，区域为画面中央四分之一`,
)

/** Of algorithms that look at regions only. */
export const REGIONS_ROI = text(
  `Regions ${ROI_FORM}; only polygons count. Without it: the whole frame`,
  `检测区域，${ROI_FORM_ZH}，只用 polygons；不填时为整个画面`,
)

/** JSON Schema of `config.common`; members it does not know are accepted and ignored. */
export function parameterSchema(parameters: Parameters): Record<string, unknown> {
  return { type: 'object', properties: parameters, additionalProperties: true }
}

type Value<P> = P extends IntegerParameter | DecimalParameter
  ? number
  : P extends ChoiceParameter<infer T>
    ? T
    : P extends TextParameter
      ? P extends { default: string }
        ? string
        : string | undefined
      : undefined

/** The values of a job's parameters, with defaults where the job says nothing; objects are left to their readers. */
export type Values<T extends Parameters> = {
  [K in keyof T as T[K] extends ObjectParameter ? never : K]: Value<T[K]>
}

/** @throws ParameterError when a value is not of its type or outside its range */
export function readParameters<T extends Parameters>(
  parameters: T,
  common: Record<string, unknown>,
): Values<T> {
  const values: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.type === 'object') continue
    values[name] = check(name, parameter, common[name] ?? parameter.default)
  }
  return values as Values<T>
}

type IntegerNames<T> = { [K in keyof T]: T[K] extends IntegerParameter ? K : never }[keyof T]

/** The integers alone. @throws ParameterError when a value is not a whole number within its range */
export function readIntegers<T extends Parameters>(
  parameters: T,
  common: Record<string, unknown>,
): Record<IntegerNames<T>, number> {
  const integers = Object.entries(parameters).filter(([, { type }]) => type === 'integer')
  return readParameters(Object.fromEntries(integers), common) as Record<IntegerNames<T>, number>
}

function check(name: string, parameter: Exclude<Parameter, ObjectParameter>, value: unknown): unknown {
  if (parameter.type === 'string') return checkText(name, parameter, value)
  const { type, minimum, maximum } = parameter
  const isSound = typeof value === 'number' && (type === 'integer' ? Number.isInteger(value) : true)
  if (isSound && (value as number) >= minimum && (value as number) <= maximum) return value
  const kind = type === 'integer' ? 'a whole number' : 'a number'
  throw new ParameterError(name, `${name} must be ${kind} from ${minimum} to ${maximum}.`)
}

function checkText(name: string, parameter: TextParameter | ChoiceParameter, value: unknown): unknown {
  if ('enum' in parameter && !parameter.enum.includes(value as string))
    throw new ParameterError(name, `${name} must be one of ${parameter.enum.join(', ')}.`)
  if (value === undefined || typeof value === 'string') return value
  const remedy = typeof value === 'number' ? `: write ${name}: "${value}"` : ''
  throw new ParameterError(name, `${name} must be a string${remedy}.`)
}
