/** Which ids a request's body or its answer names: by them the audit log is searched. */
import { type BodySchema, branchesOf, itemsOf, memberOf } from './body-schema.js'

const ID = /^(id|ids|access|[a-z_]+_ids?)$/
/** Whose something is tells nothing of what was changed. */
const OWNERS = ['project_id', 'domain_id', 'parent_id', 'user_id']
const MOST_IDS = 100
const LONGEST_ID = 64
/** Deeper members are details. */
const DEEPEST = 4

/**
 * Each id once, at most 100, in the order in which they are found.
 * @param schema of a body that others wrote: only members that it knows are looked at, or a header that is called
 * `session_id` would be told. Without one, for answers of our own, all are.
 */
export function idsIn(value: unknown, schema?: BodySchema): string[] {
  const found = new Set<string>()
  collect(value, schema && [schema], 0, found)
  return [...found].slice(0, MOST_IDS)
}

function collect(
  value: unknown,
  schemas: readonly BodySchema[] | undefined,
  depth: number,
  found: Set<string>,
): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return
  const known = schemas && branchesOf(schemas)
  for (const [name, member] of Object.entries(value)) {
    const below = known && (Array.isArray(value) ? itemsOf(known) : memberOf(known, name))
    if (below?.length === 0) continue
    const isId = ID.test(name) && !OWNERS.includes(name)
    for (const id of isId ? [member].flat() : [])
      if (typeof id === 'string' && id !== '' && id.length <= LONGEST_ID) found.add(id)
    collect(member, below, depth + 1, found)
  }
}
