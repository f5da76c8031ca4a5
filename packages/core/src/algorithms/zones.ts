/** Zones: regions by name, with parts that do not belong to them, and how they are told and drawn. */
import type { Point } from '../geometry/box.js'
import { contains } from '../geometry/polygon.js'
import type { RoiPolygon } from '../geometry/target-roi.js'
import type { Drawing } from '../results/drawing.js'

/** A region, less what is listed: "the whole frame but the parking areas". */
export interface Zone extends RoiPolygon {
  except?: readonly RoiPolygon[]
}

export function isInZone({ points, except = [] }: Zone, at: Point): boolean {
  return contains(points, at) && !except.some((hole) => contains(hole.points, at))
}

/** The wire's `polygon_name`: empty where nobody named the region. */
export function polygonName({ name }: RoiPolygon): string {
  return name ?? ''
}

/** Regions as they are drawn: legal areas in green, all others in yellow. */
export function drawAreas(watched: readonly RoiPolygon[], legal: readonly RoiPolygon[] = []): Drawing {
  const named = ({ points, name }: RoiPolygon) => ({ points, ...(name === undefined ? {} : { name }) })
  return {
    boxes: [],
    lines: [],
    polygons: [...watched.map(named), ...legal.map((area) => ({ ...named(area), color: 'legal' as const }))],
  }
}
