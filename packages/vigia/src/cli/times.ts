/** Times as people read them; always UTC, so that they match logs and answers. */

/** `2026-05-04 10:20:30Z`. @param at ISO 8601, or milliseconds since 1970 as number or text */
export function shownTime(at: string | number): string {
  const ms = typeof at === 'string' && /^\d+$/.test(at) ? Number(at) : at
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
}

/** How long ago, in its largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function age(at: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - new Date(at).getTime()) / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}
