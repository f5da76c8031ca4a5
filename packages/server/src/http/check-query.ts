/** A query that is not percent-encoded UTF-8, or holds NUL, is refused: read anyhow, it would mean another text. */
import { ApiError } from '@vigia/contract'
import { isStorable, NOT_STORABLE } from './storable-text.js'

/** @throws ApiError VIAS.00010004 naming the parameter */
export function checkQuery(url: string): void {
  const at = url.indexOf('?')
  if (at < 0 || !url.includes('%', at)) return
  for (const pair of url.slice(at + 1).split('&')) {
    if (!isStorable(decoded(pair))) throw new ApiError('VIAS.00010004', `${nameOf(pair)}: ${NOT_STORABLE}`)
  }
}

function decoded(pair: string): string {
  try {
    return decodeURIComponent(pair)
  } catch {
    throw new ApiError('VIAS.00010004', `${nameOf(pair)}: cannot be decoded; percent-encode it as UTF-8`)
  }
}

function nameOf(pair: string): string {
  const name = pair.split('=')[0] ?? ''
  return /^[\w.-]+$/.test(name) ? name : 'query'
}
