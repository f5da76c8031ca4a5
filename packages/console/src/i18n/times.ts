/** Points in time as people say them. */
import { useEffect, useState } from 'react'
import type { Language } from './language'

/** Now, in milliseconds, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** "3 minutes ago". A clock of the server's that is ahead of ours does not make a future of it. */
export function ago(ms: number, now: number, language: Language): string {
  const past = Math.max(0, now - ms)
  const [unit, size] = STEPS.find(([, step]) => past >= step) ?? ['second', 1000]
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(past / size), unit)
}

/** In the reader's own regional form where it is one of the language's: British dates for a British reader. */
export function exactTime(ms: number, language: Language): string {
  const locale = navigator.language.startsWith(language) ? navigator.language : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(ms)
}

/** `0:07`, `1:02:09`: a place in a video. */
export function clockTime(ms: number): string {
  const total = Math.floor(ms / 1000)
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
