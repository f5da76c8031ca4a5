/**
 * What every rule promises whatever it is shown: it does not throw, tells only what its algorithm announces, in whole
 * pixels within the frame and in values that JSON can carry, the same again for the same frames, and forgets what is gone.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random as seeded } from '../schedule/drawn-schedules.js'
import type { AnalysedFrame, Keypoint, Release, RuleResult, StillThing, TrackedObject } from './algorithm.js'
import { ALGORITHMS } from './index.js'
import type { Parameters } from './parameters.js'
import { KEYPOINTS } from './pose.js'

const [WIDTH, HEIGHT] = [1280, 720]
const FRAMES = 400
const STEP_MS = 200
const POLYGON = [
  [200, 100],
  [1100, 120],
  [1000, 700],
  [150, 650],
]
/** Some services take no other names (algorithms-io A.2); to the rest they are names. */
const NAMES = ['legal_area', 'illegal_area', 'prohibit_entering_area']
const LINE = [
  [100, 400],
  [1200, 380],
]
const ROI = JSON.stringify({
  lines: [
    { data: LINE, properties: { type: 0, side1_name: 'a' } },
    { data: [...LINE].reverse(), properties: { type: 1 } },
  ],
  polygons: NAMES.map((name) => ({ data: POLYGON, name })),
})

/** Targets that come, wander or stand, and go. */
function* film(labels: readonly string[], seed: number): Generator<AnalysedFrame> {
  const { next: random } = seeded(seed)
  const between = (low: number, high: number) => low + random() * (high - low)
  let last = 0
  const makeOne = () => ({
    id: ++last,
    label: labels[Math.floor(random() * labels.length)] ?? 'person',
    at: [between(0, WIDTH), between(0, HEIGHT)] as [number, number],
    by: random() < 0.4 ? [0, 0] : [between(-30, 30), between(-30, 30)],
    size: between(20, 300),
  })
  let targets = Array.from({ length: 6 }, makeOne)
  for (let i = 0; i < FRAMES; i++) {
    targets = targets.filter(() => random() > 0.01)
    while (targets.length < 6) targets.push(makeOne())
    for (const { at, by } of targets) for (const axis of [0, 1]) at[axis]! += by[axis]! + between(-2, 2)
    const box = ({ at: [x, y], size }: (typeof targets)[number]) => ({ x, y, w: size / 2, h: size })
    const pose = (): Keypoint[] =>
      Array.from({ length: KEYPOINTS }, () => ({
        x: between(0, WIDTH),
        y: between(0, HEIGHT),
        score: random(),
      }))
    const objects = targets.map(
      (target): TrackedObject => ({
        box: box(target),
        label: target.label,
        score: between(0.1, 1),
        trackId: target.id,
        detectionId: `T${target.id}`,
        age: i + 1,
        seen: random() > 0.2,
        ...(random() > 0.3 ? { pose: pose() } : {}),
      }),
    )
    const stillThings = targets.slice(0, 3).map(
      (target): StillThing => ({
        thingId: target.id,
        detectionId: `S${target.id}`,
        box: box(target),
        sinceMs: Math.max(0, i * STEP_MS - 60_000),
        seen: random() > 0.2,
      }),
    )
    yield { width: WIDTH, height: HEIGHT, videoTimeMs: i * STEP_MS, objects, stillThings }
  }
}

/** All switches on, and the shortest times. */
function eager({ parameters }: Release): Record<string, unknown> {
  const all = Object.entries(parameters.properties as Parameters)
  const chosen = all.flatMap(([name, parameter]): [string, unknown][] => {
    if (name.endsWith('_sw')) return [[name, 1]]
    if (parameter.type !== 'integer' && parameter.type !== 'number') return []
    return /time|interval|threshold/.test(name) ? [[name, parameter.minimum]] : []
  })
  return { ...Object.fromEntries(chosen), target_roi: ROI }
}

function run(release: Release, common: Record<string, unknown>, seed: number): RuleResult[] {
  release.validate(common)
  const rule = release.createRule(common)
  rule.overlay(WIDTH, HEIGHT)
  const results = [...film(release.labels(common), seed)].flatMap((frame) => rule.frame(frame))
  return [...results, ...rule.end(FRAMES * STEP_MS)]
}

/** Every box within, at whatever depth. */
function boxesIn(value: unknown, name = ''): { x: number; y: number; w: number; h: number }[] {
  if (Array.isArray(value)) return value.flatMap((item) => boxesIn(item, name))
  if (typeof value !== 'object' || value === null) return []
  if (name === 'bounding_box') return [value as { x: number; y: number; w: number; h: number }]
  return Object.entries(value).flatMap(([key, member]) => boxesIn(member, key))
}

const releases = [...ALGORITHMS.values()]
  .filter(({ type }) => type === 'cloud')
  .flatMap((algorithm) => algorithm.releases.map((release) => ({ algorithm, release })))

for (const { algorithm, release } of releases) {
  test(`${algorithm.serviceName} ${release.version} keeps what every rule promises`, () => {
    for (const common of [{}, eager(release)]) {
      const results = run(release, common, 7)
      for (const { eventType, data, root, drawing } of results) {
        assert.ok(algorithm.eventTypes.includes(eventType), `event type ${eventType}`)
        // NaN and Infinity become null on the wire, undefined vanishes.
        assert.deepEqual(JSON.parse(JSON.stringify({ data, root: root ?? null })), {
          data,
          root: root ?? null,
        })
        for (const box of boxesIn(data)) {
          assert.ok(Object.values(box).every(Number.isInteger), JSON.stringify(box))
          assert.ok(box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0, JSON.stringify(box))
          assert.ok(box.x + box.w <= WIDTH && box.y + box.h <= HEIGHT, JSON.stringify(box))
        }
        for (const { x, y, w, h } of drawing?.boxes ?? []) assert.ok([x, y, w, h].every(Number.isFinite))
      }
      assert.deepEqual(run(release, common, 7), results, 'the same frames give the same results')
    }
  })

  test(`${algorithm.serviceName} ${release.version} takes a source that changes its size, and frames without anything`, () => {
    const rule = release.createRule(eager(release))
    for (const [i, width] of [1280, 640, 1280].entries())
      rule.frame({ width, height: (width * 9) / 16, videoTimeMs: i * 5000, objects: [], stillThings: [] })
    rule.frame({ width: 640, height: 360, videoTimeMs: 20_000, objects: [] })
    rule.end(20_000)
  })
}
