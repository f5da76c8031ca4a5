/**
 * How fast does it see? Prints the limits of this machine (decoding alone, inference alone), what whole jobs reach of
 * them, CPU and memory per stream, and the latency from a live frame to the webhook. One run, so that the ratios hold
 * on a noisy machine: each round measures the limits and the jobs next to each other.
 *
 *   npm run bench [-- --rounds 3 --streams 4 --seconds 60 --video FILE]
 */
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchClip, knownClip } from './speed/clips.mjs'
import { decodeLimit } from './speed/decode-limit.mjs'
import { fileJobs } from './speed/file-jobs.mjs'
import { inferenceLimit } from './speed/inference-limit.mjs'
import { liveLatency } from './speed/live-latency.mjs'
import { pythonLoop } from './speed/python-loop.mjs'
import { median, table } from './speed/table.mjs'
import { ensureModel, MODEL } from './vigia-server.mjs'

const FPS = 5
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    streams: { type: 'string', default: String(2 * availableParallelism()) },
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
  const seen = { decode: [], inference: [], jobs: [], ratio: [], cpu: [], python: [] }
  for (let round = 1; round <= rounds; round++) {
    const decode = await decodeLimit(clip, cores)
    const inference = await inferenceLimit(modelPath, cores)
    const jobs = await fileJobs(clip, { streams, fps: FPS })
    const after = {
      decode: await decodeLimit(clip, cores),
      inference: await inferenceLimit(modelPath, cores),
    }
    // The machine may have changed its speed meanwhile: the limits are the mean of before and after.
    const d = (decode + after.decode) / 2
    const i = (inference + after.inference) / 2
    const limit = 1 / (1 / d + FPS / i)
    seen.decode.push(d)
    seen.inference.push(i)
    seen.jobs.push(jobs.streams)
    seen.ratio.push(jobs.streams / limit)
    seen.cpu.push(jobs.cpuPerVideoSecond)
    const python = await pythonLoop(clip, { modelPath, fps: FPS, processes: cores })
    if (python !== undefined) seen.python.push(python)
    say(
      `${clip.name}, round ${round}: decode ${d.toFixed(1)} streams, inference ${i.toFixed(1)}/s, ` +
        `jobs ${jobs.streams.toFixed(2)} streams = ${(jobs.streams / limit).toFixed(2)} of the sum of the limits`,
    )
  }
  say(
    `\n${table([
      [clip.name, 'median', 'lowest', 'highest'],
      row('decoding alone, streams in real time', seen.decode),
      row('inference alone, per second', seen.inference),
      row(`whole jobs, streams at ${FPS} fps`, seen.jobs),
      row('whole jobs to the sum of both limits', seen.ratio),
      row('CPU seconds for one second of one stream', seen.cpu),
      row('Python loop (OpenCV, onnxruntime), streams', seen.python),
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

function row(name, values) {
  if (values.length === 0) return [name, 'not measured: Python has no cv2 or onnxruntime', '', '']
  return [name, ...[median(values), Math.min(...values), Math.max(...values)].map((v) => v.toFixed(2))]
}
