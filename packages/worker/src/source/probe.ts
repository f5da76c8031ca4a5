/** Finds a source's picture size by ffprobe, within a time-out; frames can be cut from a raw pipe only by size. */
import { dirname, join } from 'node:path'
import { startChild } from './child.js'
import { AttemptError, explain, failure, NO_VIDEO, NOT_VIDEO, silence } from './failure.js'
import type { PreparedInput } from './input.js'

export interface PictureSize {
  width: number
  height: number
}

/** 4096 × 4096: a frame of 25 MB. Larger pictures would let one address take the worker's memory. */
export const MAX_PIXELS = 16_777_216
const MAX_ANSWER = 64 * 1024

/** @throws AttemptError */
export async function probe(
  input: PreparedInput,
  ffmpegPath: string,
  signal: AbortSignal,
): Promise<PictureSize> {
  // The limit holds while probing too: a few KB of H.264 can ask for frames of a gigabyte.
  const limits = ['-threads', '1', '-max_pixels', String(MAX_PIXELS)]
  const args = ['-v', 'error', ...limits, ...input.args.filter((arg) => arg !== '-re')]
  args.push(
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height:stream_side_data=rotation',
    '-of',
    'json',
  )
  const child = startChild(ffprobePath(ffmpegPath), args, input)
  const stop = () => void child.kill()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    stop()
  }, input.frameTimeoutMs)
  let text = ''
  child.text.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length < MAX_ANSWER) text += chunk
  })
  const code = await child.exited
  clearTimeout(timer)
  signal.removeEventListener('abort', stop)
  if (timedOut) throw new AttemptError(input.fault() ?? silence(input))
  const size = /Picture size (\d+)x(\d+) exceeds specified max pixel count/.exec(child.log.join('\n'))
  if (size) throw tooLarge(Number(size[1]), Number(size[2]))
  if (code !== 0) throw new AttemptError(explain(input, child.log))
  return sizeFrom(text)
}

interface ProbeAnswer {
  streams?: { width?: number; height?: number; side_data_list?: { rotation?: number }[] }[]
}

/** @param text ffprobe's JSON. @throws AttemptError */
export function sizeFrom(text: string): PictureSize {
  let answer: ProbeAnswer
  try {
    answer = JSON.parse(text) as ProbeAnswer
  } catch {
    throw new AttemptError(NOT_VIDEO)
  }
  const stream = answer.streams?.[0]
  if (!stream) throw new AttemptError(NO_VIDEO)
  let { width = 0, height = 0 } = stream
  // FFmpeg turns pictures of phones upright while it decodes.
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0
  if (Math.abs(Math.round(rotation)) % 180 === 90) [width, height] = [height, width]
  if (width < 2 || height < 2) throw new AttemptError(NOT_VIDEO)
  if (width * height > MAX_PIXELS) throw tooLarge(width, height)
  return { width, height }
}

function tooLarge(width: number, height: number): AttemptError {
  return new AttemptError(
    failure(
      'SOURCE.TOO_LARGE',
      `its pictures of ${width} x ${height} pixels are too large, at most ${MAX_PIXELS} pixels are read`,
      'live',
    ),
  )
}

/** ffprobe lies beside ffmpeg in every distribution. */
export function ffprobePath(ffmpegPath: string): string {
  return ffmpegPath.includes('/') ? join(dirname(ffmpegPath), 'ffprobe') : 'ffprobe'
}
