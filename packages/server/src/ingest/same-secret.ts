/** Secrets compared without telling by the time it takes how much of them is right. */
import { createHash, timingSafeEqual } from 'node:crypto'

export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
