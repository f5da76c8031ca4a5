/** How bright a picture is, from its histogram of luma (limited range, 16 black, 235 white). */
import type { Plane } from './picture.js'

export interface Light {
  mean: number
  /** Standard deviation. */
  spread: number
  /** Levels below which a share of the pixels lies. */
  p05: number
  p50: number
  p95: number
  p99: number
}

export function lightOf({ luma }: Plane): Light {
  const counts = new Uint32Array(256)
  for (const level of luma) counts[level]!++
  let sum = 0
  let squares = 0
  for (let level = 0; level < 256; level++) {
    sum += counts[level]! * level
    squares += counts[level]! * level * level
  }
  const mean = sum / luma.length
  const below = (share: number): number => {
    let seen = 0
    for (let level = 0; level < 256; level++) {
      seen += counts[level]!
      if (seen >= share * luma.length) return level
    }
    return 255
  }
  return {
    mean,
    spread: Math.sqrt(Math.max(0, squares / luma.length - mean * mean)),
    p05: below(0.05),
    p50: below(0.5),
    p95: below(0.95),
    p99: below(0.99),
  }
}
