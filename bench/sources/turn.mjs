/** One turn: what processes and all below them use while their streams flow. */
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSeconds, memoryMb, ownCpuSeconds, tree } from '../speed/usage.mjs'

/** Probing is over and buffers are warm after this. */
const WARM_UP_MS = 3_000

/**
 * A busy machine reads less of a live stream than there is; so it is divided by the seconds of video that were read.
 * @param countFrames sampled frames of all streams so far
 * @returns CPU seconds for a second of video, all (`cpu`) and of the named processes alone (`own`); `memoryMb` and
 *   `fps` per stream
 */
export async function measureTree(pids, countFrames, { streams, seconds, fps }) {
  await sleep(WARM_UP_MS)
  const from = await look(pids, countFrames)
  await sleep(seconds * 1000)
  const to = await look(pids, countFrames)
  const frames = to.frames - from.frames
  const video = frames / fps
  const all = (await Promise.all(pids.map(tree))).flat()
  return {
    cpu: (to.cpu - from.cpu) / video,
    own: (to.own - from.own) / video,
    memoryMb: (await memoryMb(all)) / streams,
    fps: frames / streams / ((to.at - from.at) / 1000),
  }
}

async function look(pids, countFrames) {
  const frames = await countFrames()
  return {
    frames,
    at: performance.now(),
    cpu: await sum(cpuSeconds, pids),
    own: await sum(ownCpuSeconds, pids),
  }
}

const sum = async (measure, pids) => (await Promise.all(pids.map(measure))).reduce((a, b) => a + b, 0)
