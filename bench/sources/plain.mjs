/**
 * Plain `ffmpeg`, once for each stream: the same decoding, sampling and scaling. Either FFmpeg throws the pictures away
 * itself (`null`), or it hands them to readers that do nothing with them (`cat`), which is the least that anybody pays
 * who wants to see the pictures.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { decoderArguments, fitInto } from '../../packages/worker/dist/source/decoder-arguments.js'
import { measureTree } from './turn.mjs'

const DETECTOR_SIDE = 416
const SIZE = { width: 1920, height: 1080 }

const TO_NULL = { command: ['ffmpeg'], full: ['null', '-'], small: ['null', '-'] }
/** A shell gives it two pipes, then becomes FFmpeg. */
const TO_CAT = {
  command: ['bash', '-c', 'exec ffmpeg "$@" 4> >(exec cat > /dev/null) 5> >(exec cat > /dev/null)', 'ffmpeg'],
  full: ['rawvideo', 'pipe:4'],
  small: ['rawvideo', 'pipe:5'],
}

/** @returns {Promise<{ cpu: number, own: number, memoryMb: number, fps: number }>} */
export const measurePlain = (order) => measure(order, TO_NULL)
/** @returns {Promise<{ cpu: number, own: number, memoryMb: number, fps: number }>} */
export const measurePiped = (order) => measure(order, TO_CAT)

async function measure(order, to) {
  const [command, ...first] = to.command
  const children = Array.from({ length: order.streams }, () =>
    spawn(command, [...first, ...argumentsFor(order, to)], { stdio: ['ignore', 'pipe', 'inherit'] }),
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
function argumentsFor({ url, fps }, to) {
  const small = fitInto(SIZE, DETECTOR_SIDE)
  const ours = decoderArguments([], SIZE, small, fps)
  const select = /select='[^']*'/.exec(ours[ours.indexOf('-filter_complex') + 1])[0]
  const graph = [
    `[0:v:0]${select},split=2[full][b]`,
    `[b]scale=${small.width}:${small.height}:flags=bilinear,format=rgb24[small]`,
  ].join(';')
  const output = (name, [format, where]) => ['-map', name, '-fps_mode', 'passthrough', '-f', format, where]
  return [
    ...['-hide_banner', '-v', 'error', '-nostdin', '-threads', '1', '-rtsp_transport', 'tcp', '-i', url],
    ...['-filter_complex_threads', '1', '-filter_complex', graph],
    ...['-progress', 'pipe:1', '-stats_period', '0.5'],
    ...output('[full]', to.full),
    ...output('[small]', to.small),
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
