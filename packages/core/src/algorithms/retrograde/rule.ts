/** Wrong way driving: alarms when a vehicle drives against the permitted way. */
import { footPoint } from '../../geometry/box.js'
import type { Drawing } from '../../results/drawing.js'
import { TrackMemory } from '../../tracking/track-memory.js'
import { alarmPicture } from '../alarm-picture.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { PerSize } from '../per-size.js'
import { drawRoi } from '../roi-drawing.js'
import { Trail } from '../trail.js'
import { movingVehicle, type VehicleDirection, vehicleType } from '../vehicles.js'
import { RETROGRADE_PARAMETERS } from './parameters.js'
import { PermittedWays } from './permitted-ways.js'

export const WRONG_WAY = 75009

const TRAIL = { windowMs: 1000, leastPoints: 4, leastSpanMs: 500 }
/** Against means more than 120° from the permitted way: who turns off or changes lanes does not drive against it. */
const AGAINST_COSINE = -0.5
/** Slower than this share of its box's height in a second is standing or reversing into a bay. */
const LEAST_SPEED = 0.5
/** So far, in heights of its box, must it have gone against the way. */
const LEAST_WAY = 1
/** And so long: a track that jumps to another vehicle points anywhere for a moment. */
const LEAST_MS = 500

interface Driver {
  trail: Trail
  /** Since when it has driven against the way, and the heights of its box that it has gone since. */
  against: { sinceMs: number; heights: number; untilMs: number } | undefined
  isTold: boolean
}

interface Scene {
  ways: PermittedWays
  memory: TrackMemory<Driver>
}

export class RetrogradeRule implements Rule {
  private readonly p
  private readonly scene: PerSize<Scene>

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(RETROGRADE_PARAMETERS, common)
    this.scene = new PerSize((width, height) => ({
      ways: new PermittedWays(this.common.target_roi, width, height),
      memory: new TrackMemory(() => ({ trail: new Trail(TRAIL), against: undefined, isTold: false })),
    }))
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { ways, memory } = this.scene.of(frame)
    memory.begin(frame)
    const told = frame.objects
      .filter(({ seen, label }) => seen && vehicleType(label) !== undefined)
      .flatMap((object) => {
        const direction = move(memory.take(object), object, ways, frame)
        return direction === undefined ? [] : [{ object, direction }]
      })
    if (told.length === 0) return []
    const vehicles = told.map(({ object, direction }) => movingVehicle(object, direction, frame))
    const targets = told.map(({ object }) => object)
    return [
      { eventType: WRONG_WAY, data: { vehicles }, drawing: alarmPicture(this.p, drawRoi(ways.roi), targets) },
    ]
  }

  /** Wrong way driving is told when it happens; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi(new PermittedWays(this.common.target_roi, width, height).roi)
  }
}

/** Takes the vehicle's new place; gives its direction when it has driven against the way for long enough, once. */
function move(
  driver: Driver,
  { box }: TrackedObject,
  ways: PermittedWays,
  { width, height, videoTimeMs }: AnalysedFrame,
): VehicleDirection | undefined {
  const wheels = footPoint(box, width, height)
  driver.trail.add(wheels[0], wheels[1], videoTimeMs)
  const velocity = driver.trail.velocity()
  const way = ways.at(wheels)
  if (!velocity || !way) {
    driver.against = undefined
    return undefined
  }
  const speed = Math.hypot(velocity.x, velocity.y)
  const along = (velocity.x * way[0] + velocity.y * way[1]) / Math.max(speed, 1e-9)
  if (along > AGAINST_COSINE || speed < LEAST_SPEED * box.h) {
    driver.against = undefined
    return undefined
  }
  // The first judgement is over the trail that led to it.
  const before = driver.against ?? {
    sinceMs: videoTimeMs,
    heights: 0,
    untilMs: videoTimeMs - velocity.spanMs,
  }
  const heights = before.heights + ((speed / box.h) * (videoTimeMs - before.untilMs)) / 1000
  driver.against = { sinceMs: before.sinceMs, heights, untilMs: videoTimeMs }
  if (driver.isTold || heights < LEAST_WAY || videoTimeMs - before.sinceMs < LEAST_MS) return undefined
  driver.isTold = true
  return velocity.y < 0 ? 1 : 0
}
