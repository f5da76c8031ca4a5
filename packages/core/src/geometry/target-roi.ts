/** Reads `target_roi`: the string of JSON that holds a job's lines and regions. */
import { ParameterError } from '../algorithms/algorithm.js'
import type { Point } from './box.js'
import { crossingEdges } from './polygon.js'
import type { Segment } from './segment.js'

export interface RoiLine {
  points: Segment
  name?: string
  side1: string
  side2: string
  /** Of vehicle algorithms: 0 = approach (enter) line, 1 = leave line. */
  type?: 0 | 1
}

export interface RoiPolygon {
  points: Point[]
  name?: string
}

/** Lines and regions in pixels of the source frame; positions in the arrays are the wire's `line_id` and `region_id`. */
export interface TargetRoi {
  lines: RoiLine[]
  polygons: RoiPolygon[]
}

/**
 * Our own bounds, so that no job takes a core for itself. VIAS gives none but 2048 characters in batches, which hold
 * some 70 regions: whatever it takes must fit.
 */
export const MAX_LINES = 100
export const MAX_POLYGONS = 100
const MAX_POINTS = 100
/** No camera is wider; beyond it a value is a slip of the pen. */
const MAX_COORDINATE = 65535

/**
 * The lines and polygons of the text; both lists are empty for an absent or blank one, which means the defaults.
 * Throws ParameterError for `target_roi` with the place and the remedy.
 */
export function parseTargetRoi(text: unknown): TargetRoi {
  if (text === undefined || text === null || text === '') return { lines: [], polygons: [] }
  if (typeof text !== 'string')
    throw wrong('must be a string that holds JSON: put the object in quotes, with its own quotes escaped')
  const root = parseJson(text)
  if (!isObject(root)) throw wrong('must hold a JSON object such as {"lines":[…],"polygons":[…]}')
  return {
    lines: list(root, 'lines', MAX_LINES).map((item, i) => readLine(item, `lines[${i}]`)),
    polygons: list(root, 'polygons', MAX_POLYGONS).map((item, i) => readPolygon(item, `polygons[${i}]`)),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw wrong(`is not valid JSON (${why}): check quotes, commas and brackets`)
  }
}

function list(root: Record<string, unknown>, key: string, max: number): unknown[] {
  const value = root[key] ?? []
  if (!Array.isArray(value)) throw wrong(`${key} must be an array; leave it out to have none`)
  if (value.length > max)
    throw wrong(`${key} has ${value.length} entries, at most ${max} are allowed: split the job in two`)
  return value
}

function readLine(item: unknown, place: string): RoiLine {
  const entry = member(item, place)
  const points = readPoints(entry, place)
  const [a, b] = points
  if (!a || !b || points.length !== 2)
    throw wrong(`${place}.data has ${points.length} points, a line needs exactly 2: its start and its end`)
  if (same(a, b)) throw wrong(`${place}.data has length zero: give two different points`)
  const properties = entry.properties ?? {}
  if (!isObject(properties))
    throw wrong(`${place}.properties must be an object; leave it out for the default side names`)
  return {
    points: [a, b],
    ...readName(entry, place),
    side1: text(properties, 'side1_name', `${place}.properties`) ?? 'Side1',
    side2: text(properties, 'side2_name', `${place}.properties`) ?? 'Side2',
    ...readType(properties, place),
  }
}

function readType({ type }: Record<string, unknown>, place: string): { type?: 0 | 1 } {
  if (type === undefined || type === null) return {}
  if (type !== 0 && type !== 1)
    throw wrong(`${place}.properties.type must be 0 (approach line) or 1 (leave line)`)
  return { type }
}

function readPolygon(item: unknown, place: string): RoiPolygon {
  const entry = member(item, place)
  const points = readPoints(entry, place)
  // Many editors repeat the first point to close the outline; it means the same polygon.
  if (points.length > 3 && same(points[0]!, points.at(-1)!)) points.pop()
  if (points.length < 3) throw wrong(`${place}.data has ${points.length} points, a region needs at least 3`)
  if (points.length > MAX_POINTS)
    throw wrong(
      `${place}.data has ${points.length} points, at most ${MAX_POINTS} are allowed: draw a simpler outline`,
    )
  const twice = points.findIndex((p, i) => same(p, points[(i + 1) % points.length]!))
  if (twice >= 0) throw wrong(`${place}.data[${twice}] is repeated by the next point: remove one of them`)
  const cross = crossingEdges(points)
  if (cross)
    throw wrong(
      `${place}.data crosses itself: the edges that start at points ${cross[0]} and ${cross[1]} meet; give the points in order around the region`,
    )
  return { points, ...readName(entry, place) }
}

function readPoints(entry: Record<string, unknown>, place: string): Point[] {
  if (!Array.isArray(entry.data))
    throw wrong(`${place}.data must be an array of points such as [[100,100],[500,100]]`)
  return entry.data.map((point: unknown, i) => {
    const at = `${place}.data[${i}]`
    if (!Array.isArray(point) || point.length !== 2)
      throw wrong(`${at} must be a point of two numbers, [x,y]`)
    return [coordinate(point[0], `${at}[0]`), coordinate(point[1], `${at}[1]`)]
  })
}

function coordinate(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw wrong(`${place} must be a finite number of pixels of the source frame`)
  if (value < 0 || value > MAX_COORDINATE)
    throw wrong(
      `${place} is ${value}, it must lie within the frame: 0 to ${MAX_COORDINATE} pixels from the upper left corner`,
    )
  return value
}

function readName(entry: Record<string, unknown>, place: string): { name?: string } {
  const name = text(entry, 'name', place)
  return name === undefined ? {} : { name }
}

function text(entry: Record<string, unknown>, key: string, place: string): string | undefined {
  const value = entry[key]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw wrong(`${place}.${key} must be a string`)
  return value
}

function member(item: unknown, place: string): Record<string, unknown> {
  if (!isObject(item)) throw wrong(`${place} must be an object with a member data`)
  return item
}

function same(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(what: string): ParameterError {
  return new ParameterError('target_roi', `target_roi ${what}.`)
}
