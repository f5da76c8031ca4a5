/** An event as a person would tell it. */
import type { CentreEvent } from '@vigia/contract'
import type { Words } from '../i18n/en'
import { type ToldResult, tell } from '../results/result-lines'

export function tellEvent({ event_type, data }: CentreEvent, words: Words): ToldResult & { what: string } {
  const isObject = typeof data === 'object' && data !== null
  const told = tell({ event_type, data: isObject ? (data as Record<string, unknown>) : {} }, words)
  return { ...told, what: told.lines.length === 0 ? told.title : told.lines.join('; ') }
}
