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

export interface TextParameter {
  type: 'string'
  description: string
  titleZh: string
}

type Parameter = IntegerParameter | TextParameter

export function integer(
  minimum: number,
  maximum: number,
  standard: number,
  description: string,
  titleZh: string,
): IntegerParameter {
  return { type: 'integer', minimum, maximum, default: standard, description, titleZh }
}

/** A switch of the wire: 0 = off, 1 = on. */
export function onOff(standard: 0 | 1, description: string, titleZh: string): IntegerParameter {
  return integer(0, 1, standard, `${description} (0 = off, 1 = on)`, `${titleZh}（0 关，1 开）`)
}

export const TARGET_ROI: TextParameter = {
  type: 'string',
  description:
    'Lines and regions as a string of JSON, in pixels of the source frame: {"lines":[{"data":[[x,y],[x,y]],"properties":{"side1_name":"…","side2_name":"…"}}],"polygons":[{"data":[[x,y],[x,y],[x,y]],"name":"…"}]}. Without it: the middle half of the horizontal centre line, and the centred quarter of the frame',
  titleZh:
    '检测线和区域，JSON 字符串，坐标为源画面像素；不填时检测线为水平中线的中间一半，区域为画面中央四分之一',
}

/** JSON Schema of `config.common`; members it does not know are accepted and ignored. */
export function parameterSchema(parameters: Record<string, Parameter>): Record<string, unknown> {
  return { type: 'object', properties: parameters, additionalProperties: true }
}

type IntegerNames<T> = { [K in keyof T]: T[K] extends IntegerParameter ? K : never }[keyof T]

/**
 * The integer parameters of a job, with defaults where the job says nothing.
 * Throws ParameterError when a value is not a whole number within its range.
 */
export function readIntegers<T extends Record<string, Parameter>>(
  parameters: T,
  common: Record<string, unknown>,
): Record<IntegerNames<T>, number> {
  const values: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.type !== 'integer') continue
    const value = common[name] ?? parameter.default
    const { minimum, maximum } = parameter
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
      throw new ParameterError(name, `${name} must be a whole number from ${minimum} to ${maximum}.`)
    }
    values[name] = value
  }
  return values as Record<IntegerNames<T>, number>
}
