/** Plain `ffmpeg`, once for each stream: the same decoding, sampling and scaling, with nobody who reads the pictures. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { decoderArguments, fitInto } from '../../packages/worker/dist/source/decoder-arguments.js'
import { measureTree } from './turn.mjs'

const DETECTOR_SIDE = 416
const SIZE = { width: 1920, height: 1080 }

/** @returns {Promise<{ cpu: number, own: number, memoryMb: number, fps: number }>} */
export async function measurePlain(order) {
  const children = Array.from({ length: order.streams }, () =>
    spawn('ffmpeg', argumentsFor(order), { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  try {
    const counters = children.map(countFrames)
    await Promise.all(counters.map((counter) => counter.flows))
    const pids = children.map((child) => child.pid)
    return await measureTree(pids, () => counters.reduce((sum, { frames }) => sum + frames, 0), order)
  } finally {
    await Promise.all(
      children.map((child) => {
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        return gone
      }),
    )
  }
}

/** What a person would write: our filters without what only we need of them. */
function argumentsFor({ url, fps }) {
  const ours = decoderArguments({ args: [] }, SIZE, fitInto(SIZE, DETECTOR_SIDE), fps)
  const select = /select='[^']*'/.exec(ours[ours.indexOf('-filter_complex') + 1])[0]
  const small = fitInto(SIZE, DETECTOR_SIDE)
  const graph = [
    `[0:v:0]${select},split=2[full][b]`,
    `[b]scale=${small.width}:${small.height}:flags=bilinear,format=rgb24[small]`,
  ].join(';')
  return [
    ...['-hide_banner', '-v', 'error', '-nostdin', '-threads', '1', '-rtsp_transport', 'tcp', '-i', url],
    ...[
      '-filter_complex_threads',
      '1',
      '-filter_complex',
      graph,
      '-progress',
      'pipe:1',
      '-stats_period',
      '0.5',
    ],
    ...['-map', '[full]', '-fps_mode', 'passthrough', '-f', 'null', '-'],
    ...['-map', '[small]', '-fps_mode', 'passthrough', '-f', 'null', '-'],
  ]
}

/** FFmpeg tells twice a second how many frames it has written. */
function countFrames(child) {
  const counter = { frames: 0, flows: undefined }
  counter.flows = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        counter.frames = Number(/^frame=(\d+)/.exec(line)?.[1] ?? counter.frames)
        if (counter.frames > 0) resolve()
      })
      .once('close', () => reject(new Error('ffmpeg ended before its first frame')))
  })
  return counter
}
