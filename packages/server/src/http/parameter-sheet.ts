/** `task_config`: the XML parameter sheet of an algorithm, generated from its schema (platform-api section 6.4). */
import type { Algorithm } from '@vigia/core'
import { OWN_PARAMETERS } from '../use-cases/index.js'

interface Property {
  type?: string
  title?: string
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  properties?: Record<string, Property>
  required?: string[]
}

const TYPES: Record<string, string> = {
  integer: 'Int',
  number: 'Float',
  string: 'String',
  boolean: 'Boolean',
  object: 'Object',
}
const sheets = new WeakMap<Algorithm, string>()

/** The algorithm's members, then those of every job. */
export function parameterSheet(algorithm: Algorithm): string {
  let sheet = sheets.get(algorithm)
  if (sheet === undefined) {
    const { properties = {}, required = [] } = algorithm.parameters as Property
    const params = paramsOf({ properties: { ...properties, ...OWN_PARAMETERS }, required })
    sheet = `<?xml version="1.0" encoding="UTF-8"?><algorithm><config><common>${params}</common></config></algorithm>`
    sheets.set(algorithm, sheet)
  }
  return sheet
}

function paramsOf({ properties = {}, required = [] }: Property): string {
  return Object.entries(properties)
    .map(([name, property]) => param(name, property, required.includes(name)))
    .join('')
}

function param(name: string, property: Property, required: boolean): string {
  const title = property.title ?? property.description ?? name
  const attributes = {
    name,
    titleCn: title,
    titleEn: title,
    required,
    type: TYPES[property.type ?? 'string'] ?? 'String',
    default: property.default,
    min: property.minimum,
    max: property.maximum,
  }
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}="${escapeXml(String(value))}"`)
    .join(' ')
  const nested = paramsOf(property)
  return nested ? `<param ${text}>${nested}</param>` : `<param ${text}/>`
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
