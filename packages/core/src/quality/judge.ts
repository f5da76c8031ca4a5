/** From what a look has measured to findings. What hides everything else is told alone. */
import { FINDINGS, type Finding, LIMITS } from './findings.js'
import type { Look, Measured } from './measure.js'
import type { Memory } from './memory.js'
import { difference, isSameSize } from './picture.js'
import { sceneChange } from './scene.js'

/** Fewer pictures tell nothing of movement. */
const LEAST_PICTURES = 3

/**
 * @param memory of earlier looks at the same source; without one nothing is compared
 * @param live false for files, which begin with the same picture every time
 * @returns in the order of FINDINGS; empty without a picture
 */
export function judge(look: Look, memory: Memory | undefined, live: boolean): Finding[] {
  const found = new Set<Finding>()
  const { measured } = look
  if (measured.length === 0) return []
  const most = (holds: (one: Measured) => boolean): boolean =>
    measured.filter(holds).length * 2 > measured.length
  if (live && isFrozen(look, memory)) found.add('ScreenFreeze')
  if (most(({ light }) => light.p99 < LIMITS.black)) return ordered(found.add('BlackScreen'))
  if (most(isSnow)) return ordered(found.add('SnowNoise'))
  if (most(isSplashed)) return ordered(found.add('ScreenSplash'))
  if (most(isGrey)) return ordered(found.add('GrayScreen'))
  if (most(({ light }) => light.p50 > LIMITS.bright || light.p95 < LIMITS.dark)) found.add('AbnormalLight')
  if (most(isTinted)) found.add('ColorDistortion')
  const blurry = most(({ blur, light }) => blur > LIMITS.blur && light.spread > LIMITS.blurSpread)
  if (blurry) found.add('Blurry')
  const movement = movementOf(look)
  if (movement) found.add(movement)
  else if (!blurry && !found.has('AbnormalLight'))
    for (const finding of changesOf(look, memory)) found.add(finding)
  return ordered(found)
}

const isSnow = ({ noise, change }: Measured): boolean =>
  noise > LIMITS.noise && (change ?? Number.POSITIVE_INFINITY) > LIMITS.noiseChange
const isSplashed = ({ colour: { pure, pureHues } }: Measured): boolean =>
  pure > LIMITS.splashAll || (pure > LIMITS.splash && pureHues >= LIMITS.splashHues)
/** A lawn or a wall that fills the picture has one colour, and it is its own. */
const isTinted = ({ colour: { cast, castFactor } }: Measured): boolean =>
  cast > LIMITS.cast && castFactor > LIMITS.castFactor && cast / castFactor > LIMITS.castAround
const isGrey = ({ light, colour }: Measured): boolean =>
  light.spread < LIMITS.greySpread &&
  light.mean > LIMITS.greyFrom &&
  light.mean < LIMITS.greyTo &&
  colour.saturation < LIMITS.greySaturation

/**
 * Nothing changes in the look, nor since the one before. One look alone tells nothing: coding takes the noise of a still
 * scene away for seconds, not for minutes.
 */
function isFrozen({ measured, last }: Look, memory: Memory | undefined): boolean {
  const [first, end] = [measured[0]!, measured.at(-1)!]
  if (measured.length < LEAST_PICTURES || end.videoTimeMs - first.videoTimeMs < LIMITS.stillMs) return false
  const changes = measured.flatMap(({ change }) => change ?? [])
  if (changes.some((change) => change > LIMITS.stillKeyFrame)) return false
  if (changes.filter((change) => change <= LIMITS.still).length * 2 <= changes.length) return false
  if (!memory || !last || !isSameSize(memory.last, last)) return false
  return difference(memory.last, last) <= LIMITS.stillKeyFrame
}

function movementOf(look: Look): 'ScreenJitter' | 'ScreenMovement' | undefined {
  const shifts = look.measured.flatMap(({ shift }) => shift ?? [])
  if (shifts.length < LEAST_PICTURES - 1) return undefined
  const path = shifts.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0)
  const end = shifts.reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 })
  const net = Math.hypot(end.x, end.y)
  const width = look.last ? 2 * look.last.width : 1
  if (net / width > LIMITS.drift && net / path > 0.6) return 'ScreenMovement'
  if (path / shifts.length / width > LIMITS.jitter && net / path < LIMITS.jitterRemains) return 'ScreenJitter'
  return undefined
}

function changesOf(look: Look, memory: Memory | undefined): Finding[] {
  const now = look.scene()
  if (!memory || !now || !isSameSize(memory.scene, now)) return []
  const { alike, hidden, smeared, kept } = sceneChange(memory.scene, now, look.moving())
  if (hidden >= LIMITS.hidden && kept >= LIMITS.hiddenKept) return ['Occlude']
  if (alike !== undefined && alike < LIMITS.alike) return ['SceneUpheaval']
  if (smeared >= LIMITS.smeared && smeared <= LIMITS.smearedMost) return ['ScreenSmudge']
  return []
}

const ordered = (found: Set<Finding>): Finding[] => FINDINGS.filter((finding) => found.has(finding))
