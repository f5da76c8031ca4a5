/** Reads `algorithm.json`, the manifest of an algorithm that does not come with the platform. */
import { parseTargetRoi } from '../geometry/target-roi.js'
import { INPUT_KINDS } from '../job/input.js'
import type { Algorithm, Facts, Release } from './algorithm.js'
import { checkedNames, Member } from './manifest-member.js'
import {
  type Parameter,
  type Parameters,
  parameterSchema,
  readParameters,
  type Values,
} from './parameters.js'
import { type AlgorithmSketch, offer, type ServiceIds } from './services.js'

/** A manifest is wrong; the text names file and member, and the remedy. */
export { ManifestError } from './manifest-member.js'

export interface ReadManifest {
  services: Algorithm[]
  /** The job's parameters with the defaults of those that it does not name. @throws ParameterError */
  values(common: Record<string, unknown>): Record<string, unknown>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const NAME = /^[a-z0-9][a-z0-9-]{1,62}$/
const SVG = /^<svg xmlns="[^"]+"[^>]*>.*<\/svg>$/s
const PLAIN_LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#495057"/></svg>'
const PLAIN_DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/></svg>'

/**
 * Nothing of the algorithm's code is run: `createRule` of what is given back throws. Only an analysis process has the
 * rule.
 * @param file its path, for messages
 * @throws ManifestError
 */
export function readManifest(text: string, file: string): ReadManifest {
  const root = Member.root(text, file)
  const parameters = root
    .entries('parameters')
    .map(([name, member]) => [name, readParameter(member)] as const)
  const table: Parameters = Object.fromEntries(parameters)
  const values = (common: Record<string, unknown>): Values<Parameters> => readParameters(table, common)
  const family = root.text('name', NAME, 'lower-case letters, digits and hyphens')
  const eventTypes = root.entries('event_types')
  if (eventTypes.length === 0) throw root.at('event_types').wrong('must name at least one event')
  const categories = Object.fromEntries(
    eventTypes.map(([name, member]) => [
      checkedNames(name, member),
      member.integer(1, Number.MAX_SAFE_INTEGER),
    ]),
  )
  const release: Omit<Release, 'algId'> = {
    version: root.text('version', /^[a-z0-9.]{3,32}$/, '3 to 32 of a-z, 0-9 and dots, such as 1.0'),
    releasedAt: readDate(root.at('released_at')),
    description: root.text('description'),
    parameters: parameterSchema(table),
    labels: readLabels(root, table, values),
    ...readFacts(root),
    validate: (common) => {
      values(common)
      if ('target_roi' in table) parseTargetRoi(common.target_roi)
    },
    createRule: () => {
      throw new Error(`the rule of ${family} is loaded in analysis processes only`)
    },
  }
  const sketch: AlgorithmSketch = {
    family,
    releases: [release],
    titleEn: root.text('title_en'),
    titleZh: root.text('title_zh'),
    description: release.description,
    company: root.text('company'),
    tags: root.has('tags') ? root.texts('tags') : [],
    ...readInputs(root),
    eventTypes: Object.values(categories),
    categories,
    serviceParameters: { type: 'object' },
    logo: root.has('logo') ? root.text('logo', SVG, 'an SVG in one string') : PLAIN_LOGO,
    diagram: root.has('diagram') ? root.text('diagram', SVG, 'an SVG in one string') : PLAIN_DIAGRAM,
  }
  return {
    services: offer(sketch, readServices(root)),
    values: (common) => ({ ...common, ...values(common) }),
  }
}

function readInputs(root: Member): Pick<Algorithm, 'inputs'> {
  if (!root.has('inputs')) return {}
  const given = root.texts('inputs')
  const inputs = INPUT_KINDS.filter((kind) => given.includes(kind))
  if (inputs.length === 0 || inputs.length < new Set(given).size)
    throw root.at('inputs').wrong(`must name some of ${INPUT_KINDS.join(', ')}`)
  return { inputs }
}

function readServices(root: Member): Partial<Record<Algorithm['type'], ServiceIds>> {
  const services = root.entries('services')
  const wrong = services.find(([name]) => name !== 'cloud' && name !== 'edge')
  if (wrong) throw wrong[1].wrong('is unknown; there are cloud and edge')
  if (services.length === 0) throw root.at('services').wrong('must hold cloud, edge or both')
  return Object.fromEntries(
    services.map(([name, member]) => [
      name,
      {
        serviceName: member.text('service_name', NAME, 'lower-case letters, digits and hyphens'),
        serviceId: member.text('service_id', UUID, 'a UUID of version 4 in lower case, made once'),
        algIds: [member.text('alg_id', UUID, 'a UUID of version 4 in lower case, made once')],
      },
    ]),
  )
}

function readParameter(member: Member): Parameter {
  const type = member.oneOf('type', ['integer', 'number', 'string'])
  const both = { description: member.text('description'), titleZh: member.text('title_zh') }
  if (type === 'string') {
    const standard = member.has('default') ? { default: member.text('default') } : {}
    if (!member.has('enum')) return { type, ...both, ...standard }
    const values = member.texts('enum')
    return { type, ...both, enum: values, default: member.oneOf('default', values) }
  }
  const [minimum, maximum] = [member.number('minimum'), member.number('maximum')]
  const standard = member.number('default')
  if (standard < minimum || standard > maximum)
    throw member.at('default').wrong(`must lie from ${minimum} to ${maximum}`)
  return { type, ...both, minimum, maximum, default: standard }
}

/** `labels` always, those of `labels_by_switch` while the parameter of that name is not 0. */
function readLabels(
  root: Member,
  table: Parameters,
  values: (common: Record<string, unknown>) => Record<string, unknown>,
): Release['labels'] {
  const always = root.has('labels') ? root.texts('labels') : []
  const bySwitch = (root.has('labels_by_switch') ? root.entries('labels_by_switch') : []).map(
    ([name, member]) => {
      if (table[name]?.type !== 'integer') throw member.wrong('must be the name of an integer parameter')
      return [name, member.list()] as const
    },
  )
  if (always.length + bySwitch.length === 0)
    throw root.at('labels').wrong('must name at least one class, or labels_by_switch must')
  return (common) => {
    const set = values(common)
    return [...new Set([...always, ...bySwitch.flatMap(([name, labels]) => (set[name] ? labels : []))])]
  }
}

function readFacts(root: Member): { facts?: () => Facts } {
  if (!root.has('facts')) return {}
  const facts: Facts = {}
  for (const [name, member] of root.entries('facts')) {
    if (name === 'poses') facts.poses = member.isTrue()
    else if (name === 'still_things')
      facts.stillThings = { leastSide: member.at('least_side').integer(1, 4000) }
    else if (name === 'tiles')
      facts.tiles = { columns: member.at('columns').integer(1, 8), rows: member.at('rows').integer(1, 8) }
    else throw member.wrong('is unknown; there are poses, still_things and tiles')
  }
  return { facts: () => facts }
}

function readDate(member: Member): number {
  const time = Date.parse(member.string())
  if (Number.isNaN(time)) throw member.wrong('must be a date such as 2026-11-26')
  return time
}
