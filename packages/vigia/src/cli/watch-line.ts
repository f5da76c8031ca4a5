/** A change as one readable line. */
import type { Change } from './follow.js'
import { plain } from './text.js'
import { shownTime } from './times.js'

export function changeLine(change: Change): string {
  if (change.type === 'gone') return plain(`${change.name}  is deleted  (${change.task_id})`)
  if (change.type === 'result') {
    const { result, name, title } = change
    return plain(
      `${shownTime(result.at)}  ${name}  result  ${title}, type ${result.event_type}${objects(result.data)}  ${result.message_id}`,
    )
  }
  const way =
    change.from === undefined || change.from === change.state
      ? change.state
      : `${change.from} → ${change.state}`
  return plain(`${shownTime(change.at)}  ${change.name}  ${way}${change.status ? `  ${change.status}` : ''}`)
}

function objects({ event_set }: Record<string, unknown>): string {
  if (!Array.isArray(event_set)) return ''
  return `, ${event_set.length} ${event_set.length === 1 ? 'object' : 'objects'}`
}
