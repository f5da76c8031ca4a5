/** Overspeed: alarms when a vehicle drives faster than allowed, measured on the plane of the road. */
import { footPoint, touchesEdge } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { Trail } from '../trail.js'
import { movingVehicle, type VehicleDirection, vehicleType } from '../vehicles.js'
import { drawAreas } from '../zones.js'
import { readCalibration } from './calibration.js'
import { GroundPlane } from './ground-plane.js'
import { OVERSPEED_PARAMETERS } from './parameters.js'

export const OVERSPEED = 75012

const TRAIL = { windowMs: 2000, leastPoints: 5, leastSpanMs: 800 }
/** Farther away a box that is off by two pixels is off by a metre, and the speed by more than a tenth. */
const MOST_METRES_PER_PIXEL = 0.5
/** So many judgements in a row must be above the threshold. */
const LEAST_JUDGEMENTS = 3
/** Beyond it a track has jumped from one vehicle to another. */
const MOST_KMH = 300
const KMH = 3.6

interface Driver {
  /** In metres on the road. */
  trail: Trail
  /** Judgements in a row above the threshold. */
  above: number
  isTold: boolean
}

interface Scene {
  regions: RoiPolygon[]
  plane: GroundPlane
  memory: TrackMemory<Driver>
}

interface Speeding {
  object: TrackedObject
  kmh: number
  direction: VehicleDirection
}

export class OverspeedRule implements Rule {
  private readonly p
  private readonly scene: PerSize<Scene>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(OVERSPEED_PARAMETERS, common)
    const calibration = readCalibration(this.p.camera_calibration)
    this.scene = new PerSize((width, height) => ({
      regions: regionsFor(this.common.target_roi, width, height),
      plane: new GroundPlane(calibration, width, height),
      memory: new TrackMemory(() => ({ trail: new Trail(TRAIL), above: 0, isTold: false })),
    }))
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const scene = this.scene.of(frame)
    scene.memory.begin(frame)
    const told = frame.objects
      .filter(({ seen, label }) => seen && vehicleType(label) !== undefined)
      .flatMap((object) => this.judge(scene, object, frame) ?? [])
    if (told.length === 0) return []
    const vehicles = told.map(({ object, kmh, direction }) => ({
      ...movingVehicle(object, direction, frame),
      speed: Math.round(10 * kmh) / 10,
    }))
    const targets = told.map(({ object, kmh }) => ({ ...object, label: `${Math.round(kmh)} km/h` }))
    const drawing = alarmPicture(this.p, drawAreas(scene.regions), targets)
    return [{ eventType: OVERSPEED, data: { vehicles }, drawing }]
  }

  /** Speeding is told when it happens; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawAreas(regionsFor(this.common.target_roi, width, height))
  }

  /** Takes the vehicle's new place; gives it when its speed has been above the threshold for long enough, once. */
  private judge(scene: Scene, object: TrackedObject, frame: AnalysedFrame): Speeding | undefined {
    const { box } = object
    const driver = scene.memory.take(object)
    const speed = speedOf(driver, scene, box, frame)
    const isAbove = speed !== undefined && speed.kmh > this.p.speed_threshold && speed.kmh <= MOST_KMH
    driver.above = isAbove ? driver.above + 1 : 0
    if (!speed || driver.isTold || driver.above < LEAST_JUDGEMENTS) return undefined
    driver.isTold = true
    return { object, ...speed }
  }
}

/** Undefined where the wheels cannot be seen, are outside of the regions or too far away, or too little is known yet. */
function speedOf(
  driver: Driver,
  { regions, plane }: Scene,
  box: TrackedObject['box'],
  { width, height, videoTimeMs }: AnalysedFrame,
): Pick<Speeding, 'kmh' | 'direction'> | undefined {
  const wheels = footPoint(box, width, height)
  const place = plane.at(wheels)
  const isMeasurable =
    place &&
    !touchesEdge(box, width, height) &&
    plane.metresPerPixel(wheels) <= MOST_METRES_PER_PIXEL &&
    regions.some(({ points }) => contains(points, wheels))
  if (!isMeasurable) return undefined
  driver.trail.add(place[0], place[1], videoTimeMs)
  const velocity = driver.trail.velocity()
  if (!velocity) return undefined
  const kmh = KMH * Math.hypot(velocity.x, velocity.y)
  // What comes nearer on the road comes down the picture.
  return { kmh, direction: velocity.y > 0 ? 1 : 0 }
}
