/** How long after its return is a live source read again, however long it was away? `npm run bench:returns` */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressPolicy } from '@vigia/core'
import { makeClip } from '@vigia/testing'
import { openSource, RECONNECT_LADDER_MS } from '../packages/worker/dist/source/index.js'
import { RIGS } from '../packages/worker/dist/source/testing/rigs.js'
import { median, table } from './speed/table.mjs'

/** Six attempts in: the next one would be a minute away. */
const AWAY_MS = Number(process.env.AWAY_MS ?? 40_000)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const OUTAGES = {
  'killed, started again': [(rig) => rig.down(), (rig) => rig.up()],
  'stopped, goes on': [(rig) => rig.freeze(), (rig) => rig.thaw()],
}

const clip = await makeClip({ seconds: 4, width: 640, height: 360, fps: 25 })
const rows = []
for (const [kind, makeRig] of Object.entries(RIGS)) {
  for (const [outage, [goAway, comeBack]] of Object.entries(OUTAGES)) {
    const seconds = []
    for (let round = 0; round < ROUNDS; round++) {
      const rig = await makeRig(clip)
      await rig.up()
      seconds.push(await secondsToReturn(rig, goAway, comeBack))
      await rig.close()
    }
    const figures = [median(seconds), Math.min(...seconds), Math.max(...seconds)]
    rows.push([`${kind}: ${outage}`, ...figures.map((figure) => figure.toFixed(1))])
  }
}
await clip.remove()
const head = [
  `seconds from the return to the first frame, after ${AWAY_MS / 1000} s`,
  'median',
  'lowest',
  'highest',
]
console.log(table([head, ...rows]))

async function secondsToReturn(rig, goAway, comeBack) {
  let flowing = false
  let frames = 0
  const source = openSource(
    {
      locate: async () => ({ url: rig.url }),
      presumed: 'stream',
      fps: 5,
      detectorSize: 320,
      ffmpegPath: 'ffmpeg',
      mediaDirs: [],
      policy: addressPolicy('media', '127.0.0.0/8'),
      frameTimeoutMs: 10_000,
      ladderMs: RECONNECT_LADDER_MS,
    },
    {
      onState: ({ kind }) => {
        flowing = kind === 'flowing'
      },
    },
  )
  const reading = (async () => {
    for await (const _ of source.frames()) frames++
  })()
  const until = async (condition) => {
    while (!condition()) await sleep(20)
  }
  await until(() => frames > 5)
  await goAway(rig)
  await sleep(AWAY_MS)
  await until(() => !flowing)
  await comeBack(rig)
  const back = performance.now()
  const before = frames
  await until(() => frames > before)
  const seconds = (performance.now() - back) / 1000
  await source.close()
  await reading
  return seconds
}
