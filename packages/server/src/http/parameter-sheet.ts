/** XML parameter sheets, generated from the schemas of a release and of a service (platform-api section 6.4). */
import type { Algorithm, Release } from '@vigia/core'
import { OWN_PARAMETERS } from '../use-cases/index.js'

interface Property {
  type?: string
  title?: string
  description?: string
  titleZh?: string
  default?: unknown
  minimum?: number
  maximum?: number
  enum?: readonly unknown[]
  lines?: string
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
const sheets = new WeakMap<Algorithm | Release, string>()

/** `task_config`: the members of a release's `config.common`, then those of every job. */
export const taskSheet = (release: Release): string =>
  once(release, () => {
    const { properties = {}, required = [] } = release.parameters as Property
    return `<config><common>${paramsOf({ properties: { ...properties, ...OWN_PARAMETERS }, required })}</common></config>`
  })

/** `service_config`: the members of `deploy_config`. */
export const serviceSheet = (algorithm: Algorithm): string =>
  once(algorithm, () => `<deployConfig>${paramsOf(algorithm.serviceParameters as Property)}</deployConfig>`)

function once(of: Algorithm | Release, write: () => string): string {
  let sheet = sheets.get(of)
  if (sheet === undefined) {
    sheet = `<?xml version="1.0" encoding="UTF-8"?><algorithm>${write()}</algorithm>`
    sheets.set(of, sheet)
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
    titleCn: property.titleZh ?? title,
    titleEn: title,
    required,
    type: TYPES[property.type ?? 'string'] ?? 'String',
    default: property.default,
    min: property.minimum,
    max: property.maximum,
    // Ours, as min and max are: the values of a choice, separated by commas.
    enum: property.enum?.join(','),
    // Likewise: `kind` or `way`, of a `target_roi` whose lines are more than a border.
    lines: property.lines,
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
