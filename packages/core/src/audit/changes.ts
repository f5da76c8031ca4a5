/**
 * What the audit log tells of a request's body: the members that its schema knows, without secrets. Nothing is shown
 * because it looks harmless; what is shown is known, short, and of a name that holds no secret.
 */
import { MASK } from '../job/source-name.js'
import { type BodySchema, branchesOf, itemsOf, memberOf } from './body-schema.js'

/** By name; whatever is below is hidden with it. The XML of `type_config` may hold a password. */
const SECRET =
  /passw|secret|token|header|authorization|cookie|signature|private|certificate$|^envs?$|environment|^type_config$|(^|[_-])(key|ak|sk)s?$/i
/** Longer text is told by its length. */
const LONGEST_TEXT = 200
const MOST_ITEMS = 20
/** Characters of JSON; a body that takes more is told by the names of its members. */
const MOST = 3_000

/**
 * @param body that fits the schema; members the schema does not know are left out
 * @returns JSON of at most some 3 kB
 */
export function describeChanges(body: unknown, schema: BodySchema): unknown {
  const all = describe(body, [schema])
  if (JSON.stringify(all)?.length <= MOST || typeof all !== 'object' || all === null) return all
  return Object.keys(all).join(', ')
}

function describe(value: unknown, schemas: BodySchema[]): unknown {
  const known = branchesOf(schemas)
  if (typeof value === 'string') return shownText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = itemsOf(known)
    const shown = value.slice(0, MOST_ITEMS).map((item) => describe(item, items))
    return value.length > MOST_ITEMS ? [...shown, `and ${value.length - MOST_ITEMS} more`] : shown
  }
  return describeMembers(value, known)
}

/** Of an object whose members the schema leaves open, such as an algorithm's parameters, text is not shown. */
function describeMembers(value: object, known: BodySchema[]): unknown {
  const isOpen = known.every(({ properties = {} }) => Object.keys(properties).length === 0)
  const shown = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const schemas = memberOf(known, name)
    if (!isOpen && schemas.length === 0) return []
    if (SECRET.test(name)) return [[name, MASK]]
    if (isOpen) return [[name, ['number', 'boolean'].includes(typeof member) ? member : MASK]]
    return [[name, describe(member, schemas)]]
  })
  return Object.fromEntries(shown)
}

function shownText(text: string): string {
  if (text.includes('://')) return shownAddress(text)
  return text.length <= LONGEST_TEXT ? text : `${text.length} characters`
}

/** Scheme, host and port; of streams and files the path as well. Paths and queries of the web often hold keys. */
function shownAddress(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return MASK
  }
  const { protocol, host, pathname, search, hash } = url
  // An @ behind the host is the end of a password that was not encoded: what looks like the host is a part of it.
  if (`${pathname}${search}${hash}`.includes('@')) return MASK
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return `${protocol}//${host}${isWeb ? '' : pathname.slice(0, LONGEST_TEXT)}`
}
