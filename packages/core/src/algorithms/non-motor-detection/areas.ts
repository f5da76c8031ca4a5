/** What the regions of non-motor vehicles mean by their names (algorithms-io A.2). */
import { ParameterError } from '../algorithm.js'
import { type AreaKind, type BicycleAreas, bicycleAreas } from '../bicycle-areas.js'

/** @throws ParameterError for a faulty `target_roi`, or a region whose name means nothing */
export function nonMotorAreas(targetRoi: unknown, width: number, height: number): BicycleAreas {
  return bicycleAreas(targetRoi, width, height, kindOf)
}

/** A number or a word may follow, so that areas can be told apart. A region without a name is one to keep free. */
function kindOf(name: string | undefined, index: number): AreaKind {
  if (name === undefined || name.startsWith('illegal_area')) return 'illegal'
  if (name.startsWith('legal_area')) return 'legal'
  if (name.startsWith('prohibit_entering_area')) return 'entering'
  throw new ParameterError(
    'target_roi',
    `target_roi polygons[${index}].name is "${name}": its name must begin with legal_area, illegal_area or prohibit_entering_area, for it says what the region means.`,
  )
}
