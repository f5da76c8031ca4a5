/**
 * What does a still scene cost against a busy one? The same street over RTSP, once as it is and once with its first frame
 * standing still under the same camera noise, with the motion gate off, on, and on with adaptive decoding. Prints CPU
 * seconds for one second of the stream and ratios, all of one run.
 *
 *   npm run bench:quiet [-- --seconds 20 --video FILE]
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addressPolicy, MotionGate } from '../packages/core/dist/index.js'
import { wholeFrameEyes } from '../packages/worker/dist/analysis/index.js'
import { createDetector } from '../packages/worker/dist/inference/index.js'
import { Outbox } from '../packages/worker/dist/run/outbox.js'
import { RunLoop } from '../packages/worker/dist/run/run-loop.js'
import { OneSource } from '../packages/worker/dist/run/worklist.js'
import { openSource } from '../packages/worker/dist/source/index.js'
import { startRtspServer } from '../testing/dist/index.js'
import { benchClip, knownClip } from './speed/clips.mjs'
import { table } from './speed/table.mjs'
import { cpuSeconds } from './speed/usage.mjs'
import { CACHE, ensureModel } from './vigia-server.mjs'

const FPS = 5
/** Before measuring: the gate has closed, a background is learned. */
const SETTLE_S = 14
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    video: { type: 'string', default: '../shared/media/vtest.avi' },
  },
})
const seconds = Number(values.seconds)
const clip = (await knownClip(values.video)) ?? (await benchClip(60))
const model = await ensureModel()
const detector = await createDetector(model)
const LABELS = ['person', 'car', 'bus', 'truck']
const WAYS = [
  { name: 'gate off', motion: false, maySleep: false },
  { name: 'gate on', motion: true, maySleep: false },
  { name: 'gate on, adaptive decoding', motion: true, maySleep: true },
]

const rows = [['scene', ...WAYS.map(({ name }) => `${name}: CPU s per s`), 'frames looked at per s']]
const cost = {}
for (const scene of ['busy', 'still']) {
  const camera = await startRtspServer({ file: footage(scene) })
  cost[scene] = []
  const looks = []
  for (const way of WAYS) {
    const { cpu, looked } = await measure(camera, way)
    process.stderr.write(`${scene}, ${way.name}: ${cpu.toFixed(3)}\n`)
    cost[scene].push(cpu)
    looks.push(looked)
  }
  await camera.stop()
  rows.push([scene, ...cost[scene].map((cpu) => cpu.toFixed(3)), looks.map((n) => n.toFixed(1)).join(' / ')])
}
await detector.close()
const base = cost.busy[0]
rows.push([
  'still, of busy with the gate off',
  ...cost.still.map((cpu) => `${((100 * cpu) / base).toFixed(0)} %`),
  '',
])
process.stdout.write(
  `1280x720 at 25 frames/s, sampled at ${FPS}; ${model.manifest.name}; ${seconds} s each\n${table(rows)}\n`,
)

/** 1280 x 720 H.264 at 2 Mbit/s with the noise of a camera and a key frame every two seconds. */
function footage(scene) {
  mkdirSync(CACHE, { recursive: true })
  const file = join(CACHE, `quiet-${scene}-${clip.name.replaceAll(/\W+/g, '-')}.mp4`)
  if (existsSync(file)) return file
  const still = scene === 'still' ? 'trim=end_frame=1,loop=-1:1,setpts=N/25/TB,' : 'fps=25,'
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-i', clip.file, '-t', '50', '-an'],
    ...['-vf', `${still}scale=1280:720,noise=alls=6:allf=t`, '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...[
      '-pix_fmt',
      'yuv420p',
      '-bf',
      '0',
      '-g',
      '50',
      '-b:v',
      '2M',
      '-maxrate',
      '2M',
      '-bufsize',
      '2M',
      file,
    ],
  ])
  return file
}

async function measure(camera, { motion, maySleep }) {
  let looked = 0
  const eyes = wholeFrameEyes([{ detector, labels: LABELS }], 0.1)
  const outbox = new Outbox((some) => setImmediate(() => outbox.stored(some.at(-1).sequence)), 64)
  const loop = new RunLoop({
    assignment: {
      ...{ jobId: 'a'.repeat(32), projectId: 'p', name: 'bench', epoch: 1 },
      ...{ serviceName: 'c-intrusiondetection-cloud', serviceVersion: '3.0' },
      spec: { input: { type: 'url', url: camera.url, index: 0 }, output: { eventCenter: true }, common: {} },
    },
    eyes: {
      look: (frame) => {
        looked++
        return eyes.look(frame)
      },
    },
    factMakers: () => [],
    ...(motion ? { motion: { gate: () => new MotionGate(), maySleep, fps: FPS } } : {}),
    outbox,
    work: new OneSource(),
    open: (_part, onState, onSleepless) =>
      openSource(
        {
          ...{
            presumed: 'stream',
            fps: FPS,
            detectorSize: model.manifest.input.size,
            maySleep,
            ffmpegPath: 'ffmpeg',
          },
          ...{
            mediaDirs: [],
            policy: addressPolicy('media', '127.0.0.0/8'),
            frameTimeoutMs: 30_000,
            ladderMs: [1_000],
          },
          locate: async () => ({ url: camera.url }),
        },
        { onState, onSleepless: (reason) => process.stderr.write(`${reason}\n`) && onSleepless(reason) },
      ),
    report: () => undefined,
    watched: () => false,
    preview: () => undefined,
    now: Date.now,
    elapsed: () => performance.now(),
  })
  const running = loop.run()
  const used = async () => (await cpuSeconds(process.pid)) - (await cpuSeconds(camera.pid))
  await pause(SETTLE_S)
  const [cpuBefore, lookedBefore, began] = [await used(), looked, performance.now()]
  await pause(seconds)
  const wall = (performance.now() - began) / 1000
  const result = { cpu: ((await used()) - cpuBefore) / wall, looked: (looked - lookedBefore) / wall }
  await loop.stop()
  await running
  return result
}

function pause(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000))
}
