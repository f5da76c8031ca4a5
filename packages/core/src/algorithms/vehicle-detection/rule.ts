/** Vehicle detection: tells each vehicle that comes over a line, with its type and its direction. */
import { footPoint, type Point } from '../../geometry/box.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiLine, TargetRoi } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { LineCrossing } from '../line-crossing.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { drawRoi } from '../roi-drawing.js'
import { Trail, type Velocity } from '../trail.js'
import { movingVehicle, type VehicleDirection, vehicleType } from '../vehicles.js'
import { gatesFor } from './gates.js'
import { checkLicensePlate, vehicleLabels } from './options.js'
import { VEHICLE_PARAMETERS } from './parameters.js'

export const VEHICLE = 75008

/** Nothing is known of tarpaulins. */
const NO_TARPAULIN = -1
const TRAIL = { windowMs: 1000, leastPoints: 2, leastSpanMs: 0 }
/** One that goes less up or down than this share of how it goes sideways fires lines of both types. */
const SIDEWAYS = 0.2

interface Passing {
  lines: { crossing: LineCrossing; isTold: boolean }[]
  trail: Trail
  /** Whether its wheels were in a region in the frame before. */
  wasInside: boolean
}

interface Scene {
  gates: TargetRoi
  memory: TrackMemory<Passing>
}

export class VehicleRule implements Rule {
  private readonly p
  private readonly labels: ReadonlySet<string>
  private readonly scene: PerSize<Scene>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(VEHICLE_PARAMETERS, common)
    this.labels = new Set(vehicleLabels(this.p.output_vehicle_type))
    checkLicensePlate(common.license_plate)
    this.scene = new PerSize((width, height) => {
      const gates = gatesFor(this.common.target_roi, width, height)
      return { gates, memory: new TrackMemory(() => fresh(gates)) }
    })
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { gates, memory } = this.scene.of(frame)
    memory.begin(frame)
    const told = frame.objects
      .filter(({ seen, label }) => seen && this.labels.has(label))
      .flatMap((object) => {
        const direction = move(memory.take(object), object, gates, frame)
        return direction === undefined ? [] : [{ object, direction }]
      })
    if (told.length === 0) return []
    const vehicles = told.map(({ object, direction }) => {
      const { bounding_box, ...more } = movingVehicle(object, direction, frame)
      return { bounding_box, vehicle_type: vehicleType(object.label), tarpaulin_type: NO_TARPAULIN, ...more }
    })
    const targets = told.map(({ object }) => object)
    const drawing = this.p.output_image_sw ? alarmPicture(this.p, drawRoi(gates), targets) : undefined
    return [{ eventType: VEHICLE, data: { vehicles }, drawing }]
  }

  /** A vehicle is told when it comes; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi(gatesFor(this.common.target_roi, width, height))
  }
}

function fresh({ lines }: TargetRoi): Passing {
  return {
    lines: lines.map(({ points }) => ({ crossing: new LineCrossing(points), isTold: false })),
    trail: new Trail(TRAIL),
    wasInside: false,
  }
}

/** Takes the vehicle's new place; gives its direction when it comes over a line for which it was not told before. */
function move(
  passing: Passing,
  { box }: TrackedObject,
  { lines, polygons }: TargetRoi,
  { width, height, videoTimeMs }: AnalysedFrame,
): VehicleDirection | undefined {
  const wheels: Point = footPoint(box, width, height)
  passing.trail.add(wheels[0], wheels[1], videoTimeMs)
  const isInside = polygons.some(({ points }) => contains(points, wheels))
  const counts = isInside || passing.wasInside
  passing.wasInside = isInside
  let told: VehicleDirection | undefined
  for (const [i, line] of passing.lines.entries()) {
    const hasCrossed = line.crossing.move(wheels, box.h, videoTimeMs) !== undefined
    if (!hasCrossed || line.isTold || !counts) continue
    const velocity = passing.trail.velocity()
    if (!velocity || !fires(lines[i]!, velocity)) continue
    line.isTold = true
    told = directionOf(velocity)
  }
  return told
}

/** An enter line is for those who come down the picture, a leave line for those who go up; a line without type for all. */
function fires({ type }: RoiLine, velocity: Velocity): boolean {
  const isSideways = Math.abs(velocity.y) < SIDEWAYS * Math.abs(velocity.x)
  return type === undefined || isSideways || type === directionOf(velocity)
}

function directionOf({ y }: Velocity): VehicleDirection {
  return y < 0 ? 1 : 0
}
