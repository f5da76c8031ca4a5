/** Lines and regions as they are drawn, in pixels of the source's own frames, and the text that jobs take them in. */
import type { LineMeaning } from '../job/parameter-sheet'

export type Point = readonly [x: number, y: number]
export interface Size {
  width: number
  height: number
}

export interface Region {
  kind: 'region'
  key: number
  name: string
  points: readonly Point[]
}
export interface Line {
  kind: 'line'
  key: number
  name: string
  points: readonly Point[]
  side1: string
  side2: string
  /** Of vehicle services: 0 = approach, 1 = leave; both where it is left out. */
  type?: 0 | 1 | undefined
}
export type Shape = Region | Line
export type Kind = Shape['kind']

/** How many points a shape has at least; a line has no more. */
export const LEAST_POINTS: Record<Kind, number> = { region: 3, line: 2 }
/** No region has more. */
export const MOST_POINTS = 100

/**
 * `target_roi` of a job; undefined without shapes, so that the algorithm's default holds.
 * @param meaning of the algorithm's lines beside their sides
 */
export function targetRoi(shapes: readonly Shape[], meaning: LineMeaning | undefined): string | undefined {
  if (shapes.length === 0) return undefined
  const named = ({ name, points }: Shape) => ({ ...(name === '' ? {} : { name }), data: points })
  return JSON.stringify({
    lines: shapes
      .filter((shape) => shape.kind === 'line')
      .map((line) => ({
        ...named(line),
        properties: {
          side1_name: line.side1,
          side2_name: line.side2,
          ...(meaning === 'kind' && line.type !== undefined ? { type: line.type } : {}),
        },
      })),
    polygons: shapes.filter((shape) => shape.kind === 'region').map(named),
  })
}

/** The other way round: from its last point to its first. */
export const turned = (line: Line): Line => ({ ...line, points: line.points.toReversed() })

/** The head of an arrow at the end of a line: its three corners, the tip first. */
export function arrowHead([a, b]: readonly Point[], length: number): Point[] {
  if (!a || !b) return []
  const whole = Math.hypot(b[0] - a[0], b[1] - a[1])
  if (whole === 0) return []
  const [ux, uy] = [(b[0] - a[0]) / whole, (b[1] - a[1]) / whole]
  const wing = (side: 1 | -1): Point => [
    b[0] - length * ux - (side * length * uy) / 2,
    b[1] - length * uy + (side * length * ux) / 2,
  ]
  return [b, wing(1), wing(-1)]
}

export const within = ([x, y]: Point, { width, height }: Size): Point => [
  Math.round(Math.min(Math.max(x, 0), width - 1)),
  Math.round(Math.min(Math.max(y, 0), height - 1)),
]

export const isNear = (a: Point, b: Point, distance: number): boolean =>
  Math.hypot(a[0] - b[0], a[1] - b[1]) <= distance

export function moved(shape: Shape, index: number, to: Point): Shape {
  return { ...shape, points: shape.points.map((point, i) => (i === index ? to : point)) }
}

/**
 * Where the names of a line's sides are written: `distance` from its middle. Side 1 is its left, or the upper side of
 * a horizontal line, in whichever direction it was drawn.
 */
export function sidesOf(
  [a, b]: readonly Point[],
  distance: number,
): { side1: Point; side2: Point } | undefined {
  if (!a || !b) return undefined
  const [top, bottom] = a[1] <= b[1] ? [a, b] : [b, a]
  const [dx, dy] = [bottom[0] - top[0], bottom[1] - top[1]]
  const length = Math.hypot(dx, dy)
  if (length === 0) return undefined
  const [nx, ny] = dy === 0 ? [0, -1] : [-dy / length, dx / length]
  const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const
  return {
    side1: [middle[0] + nx * distance, middle[1] + ny * distance],
    side2: [middle[0] - nx * distance, middle[1] - ny * distance],
  }
}
