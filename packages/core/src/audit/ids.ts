/** Which ids a request's body or its answer names: by them the audit log is searched. */

const ID = /^(id|ids|access|[a-z_]+_ids?)$/
/** Whose something is tells nothing of what was changed. */
const OWNERS = ['project_id', 'domain_id', 'parent_id', 'user_id']
const MOST_IDS = 100
const LONGEST_ID = 64
/** Deeper members are details. */
const DEEPEST = 4

/** Each id once, at most 100, in the order in which they are found. */
export function idsIn(value: unknown): string[] {
  const found = new Set<string>()
  collect(value, 0, found)
  return [...found].slice(0, MOST_IDS)
}

function collect(value: unknown, depth: number, found: Set<string>): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return
  for (const [name, member] of Object.entries(value)) {
    const isId = ID.test(name) && !OWNERS.includes(name)
    for (const id of isId ? [member].flat() : [])
      if (typeof id === 'string' && id !== '' && id.length <= LONGEST_ID) found.add(id)
    collect(member, depth + 1, found)
  }
}
