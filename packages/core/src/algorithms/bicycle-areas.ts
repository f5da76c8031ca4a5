/** The areas that bicycles may, must not, or must not even enter: read from the names of the regions. */
import { wholeFrame } from '../geometry/default-roi.js'
import { parseTargetRoi, type RoiPolygon } from '../geometry/target-roi.js'
import type { Drawing } from '../results/drawing.js'
import { drawAreas, type Zone } from './zones.js'

export type AreaKind = 'legal' | 'illegal' | 'entering'

export interface BicycleAreas {
  /** Where parking is told: each illegal area, and the rest of the frame where there are legal ones. */
  parking: Zone[]
  /** Where entering is told. */
  entering: Zone[]
  drawing: Drawing
}

/**
 * Without any region the whole frame is both an illegal area and one that must not be entered.
 * @param kindOf what a region's name means; throws ParameterError for a name that means nothing
 * @throws ParameterError for a faulty `target_roi`
 */
export function bicycleAreas(
  targetRoi: unknown,
  width: number,
  height: number,
  kindOf: (name: string | undefined, index: number) => AreaKind,
): BicycleAreas {
  const { polygons } = parseTargetRoi(targetRoi)
  const whole: RoiPolygon = { points: wholeFrame(width, height) }
  if (polygons.length === 0) return { parking: [whole], entering: [whole], drawing: drawAreas([whole]) }
  const of = (kind: AreaKind) => polygons.filter(({ name }, i) => kindOf(name, i) === kind)
  const [legal, illegal, entering] = [of('legal'), of('illegal'), of('entering')]
  const elsewhere: Zone[] = legal.length > 0 ? [{ ...whole, except: [...legal, ...illegal] }] : []
  return {
    parking: [...illegal, ...elsewhere],
    entering,
    drawing: drawAreas([...illegal, ...entering], legal),
  }
}
