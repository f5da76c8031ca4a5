/** What is drawn on an alarm's picture: every release that has the switches, each of their four combinations, by pixels. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS, type Assignment, type ResultRow } from '@vigia/core'
import sharp from 'sharp'
import type { Source, SourceFrame } from '../source/index.js'
import { Outbox } from './outbox.js'
import { RunLoop } from './run-loop.js'
import { OneSource } from './worklist.js'

const [WIDTH, HEIGHT] = [640, 360]
const ROI = JSON.stringify({
  polygons: [
    {
      data: [
        [200, 20],
        [620, 20],
        [620, 340],
        [200, 340],
      ],
    },
  ],
})
/** On the region's left edge, and on the person's box; nothing else is drawn there. */
const ROI_AT = [200, 330] as const
const STEP = 27
const GREY = [128, 128, 128]

/** Somebody walks into the region; gives the picture of the alarm. */
async function alarmPicture(serviceName: string, serviceVersion: string, common: Record<string, unknown>) {
  const rows: ResultRow[] = []
  const outbox = new Outbox((some) => {
    rows.push(...some)
    setImmediate(() => outbox.stored(some.at(-1)!.sequence))
  }, 4)
  async function* frames(): AsyncGenerator<SourceFrame> {
    for (let i = 0; i < 10; i++) {
      const yuv = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128)
      yuv.fill(126, 0, WIDTH * HEIGHT)
      // A fine pattern at the bottom, for the quality of the JPEG to show.
      for (let at = WIDTH * (HEIGHT - 8); at < WIDTH * HEIGHT; at++) yuv[at] = 40 + ((at * 7919) % 170)
      yield {
        width: WIDTH,
        height: HEIGHT,
        videoTimeMs: i * 200,
        receivedAtMs: i * 200,
        detector: { data: new Uint8Array(), width: WIDTH, height: HEIGHT },
        of: { width: WIDTH, height: HEIGHT },
        yuv,
      }
    }
  }
  let seen = 0
  const assignment: Assignment = {
    jobId: 'a'.repeat(32),
    projectId: 'p',
    name: 'gate',
    serviceName,
    serviceVersion,
    epoch: 1,
    spec: {
      input: { type: 'url', url: 'rtsp://10.0.0.9/ch1', index: 0 },
      output: { eventCenter: true },
      common: { target_roi: ROI, ...common },
    },
  }
  const loop = new RunLoop({
    assignment,
    algorithm: ALGORITHMS.get(serviceName)!,
    eyes: {
      look: async () => [
        { box: { x: 40 + 2 * STEP * seen++, y: 60, w: 60, h: 160 }, label: 'person', score: 0.9 },
      ],
    },
    factMakers: () => [],
    outbox,
    work: new OneSource(),
    open: (): Source => ({
      frames,
      close: async () => undefined,
      counters: { decoded: 0, dropped: 0, attempts: 1 },
    }),
    report: () => undefined,
    watched: () => false,
    preview: () => undefined,
    now: () => 0,
    elapsed: () => 0,
  })
  await loop.run()
  const row = rows.find(({ picture }) => picture !== undefined)
  assert.ok(row?.picture, `${serviceName} ${serviceVersion} raised an alarm with a picture`)
  const { data, info } = await sharp(row.picture).raw().toBuffer({ resolveWithObject: true })
  assert.deepEqual([info.width, info.height], [WIDTH, HEIGHT])
  const at = (x: number, y: number) => [...data.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)]
  const [item] = (row.envelope.data as { event_set: { bounding_box: { x: number; y: number; w: number } }[] })
    .event_set
  return { picture: row.picture, at, box: item!.bounding_box }
}

/** Thin lines lose some of their colour: JPEG halves the resolution of it. */
const near = (actual: number[], expected: number[]): boolean =>
  actual.every((value, i) => Math.abs(value - expected[i]!) <= (expected === GREY ? 40 : 100))

/** What a walker's way makes an alarm of; the rules of the others have tests of their own drawings. */
const watching = [...ALGORITHMS.values()].filter(({ family }) => family === 'intrusion-detection')
const switched = watching.flatMap((algorithm) =>
  algorithm.releases
    .filter(({ parameters }) => 'render_result_sw' in (parameters.properties as object))
    .map(({ version }) => [algorithm.serviceName, version] as const),
)

test('intrusion detection has the switches in each of its releases', () => {
  assert.ok(switched.length >= 2)
})

for (const [service, version] of switched) {
  for (const [result, roi] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [undefined, undefined],
  ] as const) {
    test(`${service} ${version}: render_result_sw ${result}, render_roi_sw ${roi}`, async () => {
      const common = result === undefined ? {} : { render_result_sw: result, render_roi_sw: roi }
      const { at, box } = await alarmPicture(service, version, { ...common, image_compression_ratio: 100 })
      const onBox = at(Math.round(box.x + box.w / 2), Math.round(box.y) + 1)
      assert.ok(near(onBox, result ? [255, 59, 48] : GREY), `${onBox} on the edge of the box`)
      const onRoi = at(...ROI_AT)
      assert.ok(near(onRoi, roi ? [255, 214, 10] : GREY), `${onRoi} on the edge of the region`)
    })
  }

  test(`${service} ${version}: image_compression_ratio is the quality, 90 without it`, async () => {
    const sizeAt = async (common: Record<string, unknown>) =>
      (await alarmPicture(service, version, common)).picture.length
    const [low, middle, high] = [
      await sizeAt({ image_compression_ratio: 20 }),
      await sizeAt({ image_compression_ratio: 90 }),
      await sizeAt({ image_compression_ratio: 100 }),
    ]
    assert.ok(low! < middle! && middle! < high!, `${low}, ${middle}, ${high} bytes`)
    assert.equal(await sizeAt({}), middle)
  })
}
