/** Rain as a sheet of streaks that slides down over the picture. */
import type { SceneParams } from './params.js'
import { randomFrom } from './random.js'
import { n } from './svg.js'

/** Streaks of a 1280x720 frame in a downpour. */
const MOST_STREAKS = 1400
/** Frame heights per second. */
const FALL = 2.2

/** A transparent sheet of the frame's size whose streaks go on at the top where they end at the bottom. */
export function rainSvg({ seed, width, height, rain }: SceneParams): string {
  const random = randomFrom(seed ^ 0x7a19)
  const count = Math.round(rain * MOST_STREAKS * ((width * height) / (1280 * 720)))
  const streaks: string[] = []
  for (let i = 0; i < count; i++) {
    const [x, y, long] = [random() * width * 1.05, random() * height, (0.02 + 0.04 * random()) * height]
    const line = (top: number): string => `M${n(x)} ${n(top)} l${n(-long * 0.12)} ${n(long)}`
    const path = y + long > height ? line(y) + line(y - height) : line(y)
    streaks.push(
      `<path d="${path}" stroke="#eef3f7" stroke-opacity="${n(0.16 + 0.3 * random())}" stroke-width="${n((0.8 + random()) * (height / 720))}"/>`,
    )
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${streaks.join('')}</svg>`
}

/** Rows the sheet has slid down at a time; whole rounds in a loop, so the seam is not seen. */
export function rainShift({ height, seconds }: SceneParams, timeMs: number): number {
  const rounds = Math.max(1, Math.round(FALL * seconds))
  return Math.round(((timeMs / 1000 / seconds) * rounds * height) % height) % height
}
