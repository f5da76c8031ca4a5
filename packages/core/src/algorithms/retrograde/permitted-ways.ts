/** Which way may be driven where: lines of `target_roi` that lead the permitted way in their regions. */
import type { Point } from '../../geometry/box.js'
import { wholeFrame } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import { type Segment, segmentDistance } from '../../geometry/segment.js'
import { parseTargetRoi, type RoiLine, type RoiPolygon, type TargetRoi } from '../../geometry/target-roi.js'
import { ParameterError } from '../algorithm.js'

interface OneWay {
  region: RoiPolygon
  lines: Segment[]
}

export class PermittedWays {
  private readonly ways: readonly OneWay[]
  /** What is drawn of them. */
  readonly roi: TargetRoi

  /**
   * @param width of the frame in pixels, height likewise
   * @throws ParameterError for a faulty `target_roi`, a region without a line, or a line without a region
   */
  constructor(targetRoi: unknown, width: number, height: number) {
    const given = parseTargetRoi(targetRoi)
    const polygons = given.polygons.length > 0 ? given.polygons : [{ points: wholeFrame(width, height) }]
    const lines = given.lines.length > 0 ? given.lines : polygons.map(downwards)
    if (given.lines.length > 0 && given.polygons.length > 0) check(given)
    const hasDefaults = given.lines.length === 0
    this.ways = polygons.map((region, i) => ({
      region,
      lines: (hasDefaults ? [lines[i]!] : lines)
        .filter(({ points }) => hasDefaults || given.polygons.length === 0 || liesIn(region, points))
        .map(({ points }) => points),
    }))
    this.roi = { lines, polygons }
  }

  /**
   * The permitted way at a point, as a vector of length 1 in picture coordinates (x to the right, y down); undefined
   * outside of all regions. Of several lines in a region the nearest leads; of several regions the first.
   */
  at(point: Point): Point | undefined {
    const way = this.ways.find(({ region }) => contains(region.points, point))
    if (!way) return undefined
    const [a, b] = way.lines.reduce((best, line) =>
      segmentDistance(line, point) < segmentDistance(best, point) ? line : best,
    )
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
  }
}

function liesIn({ points }: RoiPolygon, [a, b]: Segment): boolean {
  return contains(points, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])
}

function check({ lines, polygons }: TargetRoi): void {
  const stray = lines.findIndex(({ points }) => !polygons.some((region) => liesIn(region, points)))
  if (stray >= 0)
    throw wrong(
      `lines[${stray}] has its middle in no region, so it leads nowhere: move it into one, or remove it`,
    )
  const blank = polygons.findIndex((region) => !lines.some(({ points }) => liesIn(region, points)))
  if (blank >= 0)
    throw wrong(`polygons[${blank}] has no line in it: draw one, from its start to its end the permitted way`)
}

/** Down the picture, through the middle of the region's bounding rectangle. */
function downwards({ points }: RoiPolygon): RoiLine {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2
  return {
    points: [
      [middle, Math.min(...ys)],
      [middle, Math.max(...ys)],
    ],
    side1: 'Side1',
    side2: 'Side2',
  }
}

function wrong(what: string): ParameterError {
  return new ParameterError('target_roi', `target_roi ${what}.`)
}
