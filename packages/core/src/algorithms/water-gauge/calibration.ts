/** From a height in the picture to the water level: two points of the gauge say how they belong together. */
import { ParameterError } from '../algorithm.js'

/** Centimetres at a height of the picture, pixels from its top. */
export type LevelAt = (y: number) => number

/**
 * A straight line through two points, since the staff stands upright and far enough away.
 * @returns undefined when there is no calibration
 * @throws ParameterError naming `calibration_info`
 */
export function readCalibration(text: string | undefined): LevelAt | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const points = parse(text)
  if (!isPair(points))
    throw wrong('must be JSON of two points, [[y, cm], [y, cm]], such as [[200, 300], [800, 0]]')
  const [[y1, cm1], [y2, cm2]] = points
  if (y1 === y2) throw wrong('has both points at the same height: give two that are apart')
  if (cm1 === cm2) throw wrong('has the same level at both points: give what the gauge says at each')
  return (y) => cm1 + ((y - y1) * (cm2 - cm1)) / (y2 - y1)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isPair(value: unknown): value is [[number, number], [number, number]] {
  const isPoint = (point: unknown): boolean =>
    Array.isArray(point) && point.length === 2 && point.every((n) => Number.isFinite(n))
  return Array.isArray(value) && value.length === 2 && value.every(isPoint)
}

const wrong = (what: string): ParameterError =>
  new ParameterError('calibration_info', `calibration_info ${what}.`)
