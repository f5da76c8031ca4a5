/** `camera_calibration`: five numbers in a string of JSON. Which five was not published; these are our own. */
import { ParameterError } from '../algorithm.js'
import { TRIAL_CALIBRATION } from './parameters.js'

export interface Calibration {
  /** Of the lens above the road, metres, 1-200. */
  heightM: number
  /** Of the optical axis below the horizontal, degrees, 1-90. */
  tiltDeg: number
  /** Of the camera about its optical axis, clockwise as it sees it, degrees, -45-45. */
  rollDeg: number
  /** Vertical field of view, degrees, 2-120. */
  fieldDeg: number
  /** Radial distortion per squared focal length, -1-1; above 0 for a barrel (wide lenses). */
  distortion: number
}

const RANGES: readonly [name: string, least: number, most: number][] = [
  ['the height in metres', 1, 200],
  ['the tilt in degrees', 1, 90],
  ['the roll in degrees', -45, 45],
  ['the vertical field of view in degrees', 2, 120],
  ['the distortion', -1, 1],
]

/** @throws ParameterError naming the number and its range */
export function readCalibration(text = TRIAL_CALIBRATION): Calibration {
  const numbers = parse(text)
  if (!Array.isArray(numbers) || numbers.length !== RANGES.length)
    throw wrong(
      'must be a JSON list of five numbers: [height in metres, tilt, roll, vertical field of view in degrees, distortion], such as "[8, 20, 0, 40, 0]"',
    )
  for (const [i, [name, least, most]] of RANGES.entries()) {
    const value: unknown = numbers[i]
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw wrong(`[${i}] is ${JSON.stringify(value)}, but ${name} must be a number from ${least} to ${most}`)
  }
  const [heightM, tiltDeg, rollDeg, fieldDeg, distortion] = numbers as [
    number,
    number,
    number,
    number,
    number,
  ]
  return { heightM, tiltDeg, rollDeg, fieldDeg, distortion }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wrong(what: string): ParameterError {
  const space = what.startsWith('[') ? '' : ' '
  return new ParameterError('camera_calibration', `camera_calibration${space}${what}.`)
}
