/** The script of a scene: who walks or drives when, and where everybody is at a time. Pure functions of the parameters. */
import type { Act } from './acts.js'
import { CAR_RATIO, PAINTS, WHEEL_STEP_LENGTH, WHEEL_STEPS } from './car.js'
import { depthScale, GROUND, type Layout, layoutOf, PERSON_UNITS, WALKING_LANES } from './layout.js'
import { checkParams, type SceneParams } from './params.js'
import { duration, halfWidth, type Passage, type SceneClass, walkedAt } from './passage.js'
import { OUTFITS, personBox } from './person.js'
import { CYCLE_LENGTH, GAIT_STEPS } from './person-pose.js'
import { randomFrom } from './random.js'
import { BAG_RATIO, BICYCLE_RATIO } from './things.js'

/** Pixels of the frame, origin top left. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** Somebody or something in the picture. */
export interface Actor {
  /** From 1; the same while it crosses the picture within one loop. */
  id: number
  class: SceneClass
  /** Ground contact in whole pixels of the frame. */
  foot: { x: number; y: number }
  /** The whole figure, without its shadow; may reach over the edge of the frame. */
  box: Box
  /** Index of the outfit or paint. */
  look: number
  /** Body height, length of the car or bicycle, or width of the bag in pixels. */
  size: number
  /** Gait or wheel step. */
  step: number
  facing: 1 | -1
}

export interface Scene {
  params: SceneParams
  layout: Layout
  passages: readonly Passage[]
}

/** Units per second; 190 units are 1.75 m, so this is a brisk 1.4 m/s. */
const WALK = 152
/** A careful 12 km/h: at 10 frames per second a faster car would jump. */
const DRIVE = 300
const CAR_LENGTH = 400
const BICYCLE_LENGTH = 190
const BAG_WIDTH = 58
/** So long does somebody who puts down or picks up a bag stand at it. */
const BEND = 2
/** When the first walker reaches the middle of the picture, seconds. */
const FIRST_AT_MIDDLE = 1.6

/** @throws SceneParamError */
export function makeScene(params: SceneParams): Scene {
  checkParams(params)
  const layout = layoutOf(params)
  const random = randomFrom(params.seed)
  const passages: Passage[] = []
  for (let i = 0; i < params.crowd; i++) passages.push(walk(i, params, layout, random))
  const gap = params.seconds / Math.max(1, params.cars)
  const firstCar = random() * gap
  for (let i = 0; i < params.cars; i++) {
    const size = CAR_LENGTH * (0.95 + 0.08 * random())
    const look = Math.floor(random() * PAINTS.length)
    passages.push({
      class: 'car',
      look,
      size,
      lane: GROUND.carLane,
      speed: DRIVE,
      facing: 1,
      start: firstCar + i * gap,
    })
  }
  for (const [i, act] of params.acts.entries()) passages.push(...actPassages(act, i, params, layout))
  return {
    params,
    layout,
    passages: passages.map((p) => ({ ...p, start: positive(p.start, params.seconds) })),
  }
}

/** People come evenly over the loop, left and right by turns, so that a line in the middle is crossed soon, often and both ways. */
function walk(
  i: number,
  { crowd, seconds, seed }: SceneParams,
  layout: Layout,
  random: () => number,
): Passage {
  const facing = i % 2 === 0 ? 1 : -1
  const laneIndex = (i % 2) + 2 * (Math.floor(i / 2) % 2)
  const base = WALKING_LANES[laneIndex]!
  const lane = base + (random() - 0.5) * 5
  const size = PERSON_UNITS * depthScale(lane) * (0.95 + 0.09 * random())
  const speed = WALK * (0.92 + 0.05 * laneIndex)
  const early = i === 0 ? 0 : (random() - 0.5) * 0.4
  const atMiddle = FIRST_AT_MIDDLE + ((i + early) * seconds) / crowd
  const start = atMiddle - (layout.wide / 2 + halfWidth({ class: 'person', size })) / speed
  // Neighbours in time wear different clothes, and each seed dresses people in another order.
  const look = (i * 3 + seed) % OUTFITS.length
  return { class: 'person', look, size, lane, speed, facing, start: positive(start, seconds) }
}

function actPassages(act: Act, index: number, { seed, seconds }: SceneParams, { wide }: Layout): Passage[] {
  const paint = (index * 5 + seed) % PAINTS.length
  const car = { class: 'car', look: paint, size: CAR_LENGTH, lane: GROUND.kerbLane, facing: 1 } as const
  if (act.kind === 'parked')
    return [{ ...car, speed: 0, start: 0, stop: { after: act.x * wide + halfWidth(car), seconds } }]
  if (act.kind === 'wrong-way') {
    const middle = wide / 2 + halfWidth(car)
    return [{ ...car, lane: GROUND.carLane, facing: -1, speed: DRIVE, start: act.at - middle / DRIVE }]
  }
  const stopping = <T extends Omit<Passage, 'start' | 'stop'>>(
    figure: T,
    from: number,
    until: number,
  ): Passage => {
    const after = (figure.facing === 1 ? act.x * wide : (1 - act.x) * wide) + halfWidth(figure)
    const start = figure.speed === 0 ? from : from - after / figure.speed
    return { ...figure, start, stop: { after, seconds: until - from } }
  }
  if (act.kind === 'park') return [stopping({ ...car, speed: DRIVE }, act.from, act.until)]
  const lane = WALKING_LANES[act.lane]!
  const person = (look: number, nearer = 0): Omit<Passage, 'start' | 'stop'> => ({
    class: 'person',
    look: (index * 3 + look + seed) % OUTFITS.length,
    size: PERSON_UNITS * depthScale(lane),
    lane: lane - nearer,
    speed: WALK,
    facing: act.lane % 2 === 0 ? 1 : -1,
  })
  if (act.kind === 'stand') return [stopping(person(0), act.from, act.until)]
  if (act.kind === 'bag') {
    const bag = { class: 'bag', look: 0, size: BAG_WIDTH, lane: lane - 2, speed: 0, facing: 1 } as const
    return [
      stopping(bag, act.from, act.until),
      stopping(person(0), act.from - BEND, act.from + 0.5),
      stopping(person(4), act.until - 0.5, act.until + BEND),
    ]
  }
  const { facing } = person(0)
  const bicycle = { class: 'bicycle', look: 0, size: BICYCLE_LENGTH, lane, speed: WALK, facing } as const
  // Whoever pushes it walks before it, and goes on without it.
  return [
    stopping(bicycle, act.from, act.until),
    stopping(person(0, 4), act.from, act.from),
    stopping(person(4, 4), act.until, act.until),
  ]
}

/**
 * Everybody in the picture at a time, in the order to draw: far to near. `scene(t + seconds)` equals `scene(t)` but for
 * ids: who is in the picture over the seam has one id at the loop's end and another at its start.
 * @param timeMs taken modulo the loop's length
 */
export function actorsAt({ params, layout, passages }: Scene, timeMs: number): Actor[] {
  const seconds = positive(timeMs / 1000, params.seconds)
  const rounds = 1 + Math.ceil(Math.max(0, ...passages.map((p) => duration(p, layout.wide))) / params.seconds)
  const actors: Actor[] = []
  passages.forEach((passage, index) => {
    for (let round = 0; round < rounds; round++) {
      const walked = walkedAt(passage, seconds - passage.start + round * params.seconds, layout.wide)
      if (walked === undefined) continue
      const actor = place(passage, walked, index * rounds + round + 1, params, layout)
      if (visiblePart(actor.box, params)) actors.push(actor)
    }
  })
  return actors.sort((a, b) => a.foot.y - b.foot.y || a.id - b.id)
}

/** The part of a box within the frame; undefined when less than a pixel of it is. */
export function visiblePart(
  box: Box,
  { width, height }: Pick<SceneParams, 'width' | 'height'>,
): Box | undefined {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)]
  const w = Math.min(width, box.x + box.w) - x
  const h = Math.min(height, box.y + box.h) - y
  return w >= 1 && h >= 1 ? { x, y, w, h } : undefined
}

function place(passage: Passage, walked: number, id: number, params: SceneParams, layout: Layout): Actor {
  const { facing, lane, look } = passage
  const away = walked - halfWidth(passage)
  const foot = {
    x: Math.round((facing === 1 ? away : layout.wide - away) * layout.scale),
    y: Math.round(params.height - lane * layout.scale),
  }
  const size = Math.round(passage.size * layout.scale)
  const actor = { id, class: passage.class, foot, look, size, facing }
  const boxOf = (w: number, h: number): Box => ({ x: foot.x - w / 2, y: foot.y - h, w, h })
  if (passage.class === 'bag') return { ...actor, box: boxOf(size, BAG_RATIO * size), step: 0 }
  if (passage.class === 'bicycle') return { ...actor, box: boxOf(size, BICYCLE_RATIO * size), step: 0 }
  if (passage.class === 'car') {
    const step = Math.floor(walked / (WHEEL_STEP_LENGTH * passage.size)) % WHEEL_STEPS
    return { ...actor, box: boxOf(size, CAR_RATIO * size), step }
  }
  const cycle = (CYCLE_LENGTH / 1000) * passage.size
  const step = Math.floor((walked / cycle) * GAIT_STEPS) % GAIT_STEPS
  const { left, right, top, bottom } = personBox(size, step, facing)
  const box = { x: foot.x + left, y: foot.y + top, w: right - left, h: bottom - top }
  return { ...actor, box, step }
}

function positive(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus
}
