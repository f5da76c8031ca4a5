/**
 * How fast does it see? Prints the limits of this machine (decoding alone, inference alone), what whole jobs reach of
 * them, CPU and memory per stream, and the latency from a live frame to the webhook. One run, so that the ratios hold
 * on a noisy machine: each round measures the limits and the jobs next to each other.
 *
 *   npm run bench [-- --rounds 3 --streams 2 --seconds 60 --video FILE]
 */
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { bothAtOnce } from './speed/both-at-once.mjs'
import { benchClip, knownClip } from './speed/clips.mjs'
import { decodeLimit } from './speed/decode-limit.mjs'
import { fileJobs } from './speed/file-jobs.mjs'
import { inferenceLimit } from './speed/inference-limit.mjs'
import { liveLatency } from './speed/live-latency.mjs'
import { pythonLoop } from './speed/python-loop.mjs'
import { median, table } from './speed/table.mjs'
import { ensureModel, MODEL } from './vigia-server.mjs'

const FPS = 5
/** People flow sends counts; intrusion also makes a JPEG at source size for every alarm. */
const SERVICES = [
  { service: 'c-flowcount-cloud', name: 'people flow' },
  { service: 'c-intrusiondetection-cloud', name: 'intrusion' },
]
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    streams: { type: 'string', default: String(availableParallelism()) },
    seconds: { type: 'string', default: '60' },
    video: { type: 'string', default: '../shared/media/vtest.avi' },
  },
})
const [rounds, streams, seconds] = [values.rounds, values.streams, values.seconds].map(Number)
const say = (text) => process.stdout.write(`${text}\n`)

const cores = availableParallelism()
say(`machine: ${cores} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`)
say(`model: ${MODEL}, one intra-op thread; sampling ${FPS} fps; ${streams} jobs at once; ${rounds} rounds\n`)
const modelPath = (await ensureModel()).modelPath
const clips = [await benchClip(seconds), await knownClip(values.video)].filter(Boolean)

for (const clip of clips) {
  const seen = { decode: [], inference: [], bare: [], python: [] }
  const jobs = Object.fromEntries(
    SERVICES.map(({ service }) => [service, { streams: [], ratio: [], cpu: [] }]),
  )
  for (let round = 1; round <= rounds; round++) {
    const bare = await bothAtOnce(clip, { modelPath, fps: FPS, streams })
    let before = await limits(clip)
    seen.bare.push(bare / allowed(before))
    for (const { service, name } of SERVICES) {
      const reached = await fileJobs(clip, { service, streams, fps: FPS })
      // The machine may have changed its speed meanwhile: the limits are the mean of before and after.
      const after = await limits(clip)
      const d = (before.decode + after.decode) / 2
      const i = (before.inference + after.inference) / 2
      before = after
      const limit = allowed({ decode: d, inference: i })
      seen.decode.push(d)
      seen.inference.push(i)
      jobs[service].streams.push(reached.streams)
      jobs[service].ratio.push(reached.streams / limit)
      jobs[service].cpu.push(reached.cpuPerVideoSecond)
      jobs[service].resultsPerMinute = reached.resultsPerMinute
      say(
        `${clip.name}, round ${round}, ${name}: decode ${d.toFixed(1)} streams, inference ${i.toFixed(1)}/s, ` +
          `jobs ${reached.streams.toFixed(2)} streams = ${(reached.streams / limit).toFixed(2)} of the limits`,
      )
    }
    const python = await pythonLoop(clip, { modelPath, fps: FPS, processes: cores })
    if (python !== undefined) seen.python.push(python)
  }
  say(
    `\n${table([
      [clip.name, 'median', 'lowest', 'highest'],
      row('decoding alone, streams in real time', seen.decode),
      row('inference alone, per second', seen.inference),
      row('both at once without Vigia: share of what they allow', seen.bare),
      ...SERVICES.flatMap(({ service, name }) => [
        row(`${name}: streams at ${FPS} fps`, jobs[service].streams),
        row(`${name}: share of what both limits allow together`, jobs[service].ratio),
        row(`${name}: CPU seconds for one second of one stream`, jobs[service].cpu),
        [`${name}: results a minute and stream`, jobs[service].resultsPerMinute.toFixed(0), '', ''],
      ]),
      row('Python loop (OpenCV, onnxruntime): streams', seen.python),
    ])}\n`,
  )
}

const live = await liveLatency(clips[0], { streams: 2, fps: FPS, seconds: 60 })
say(
  table([
    ['live, 2 RTSP cameras 1080p25 with a webhook', ''],
    ['results with picture', String(live.results)],
    ['frame to webhook p50, ms', live.p50.toFixed(0)],
    ['frame to webhook p95, ms', live.p95.toFixed(0)],
    ['CPU of one core per stream', live.cpuPerStream.toFixed(2)],
    ['memory per stream (PSS), MB', live.memoryPerStream.toFixed(0)],
    ['memory of the server itself (PSS), MB', live.memoryOfServer.toFixed(0)],
  ]),
)

/** Streams that both limits allow together. */
function allowed({ decode, inference }) {
  return 1 / (1 / decode + FPS / inference)
}

async function limits(clip) {
  return { decode: await decodeLimit(clip, cores), inference: await inferenceLimit(modelPath, cores) }
}

function row(name, values) {
  if (values.length === 0) return [name, 'not measured: Python has no cv2 or onnxruntime', '', '']
  return [name, ...[median(values), Math.min(...values), Math.max(...values)].map((v) => v.toFixed(2))]
}
