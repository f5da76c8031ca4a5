/** Encodes a scene as H.264 in MP4 with FFmpeg, fed with raw frames over its standard input. */
import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { frameTimes } from './labels.js'
import type { SceneParams } from './params.js'
import { createRenderer } from './render.js'
import type { Scene } from './scene.js'

export interface EncodeOptions {
  /** The ffmpeg program, 5.1 or newer, built with libx264. */
  ffmpegPath: string
  /** Called with frames done and frames in all. */
  onProgress?: (done: number, total: number) => void
  /** Ends the encoding; the promise then rejects. */
  signal?: AbortSignal
}

/** FFmpeg that takes no frame for this long is stuck. */
const STALL_MS = 60_000
const QUIET = ['-hide_banner', '-loglevel', 'error', '-y']

/** @throws Error with what FFmpeg said, when it is missing, fails or gets stuck */
export async function encodeScene(
  scene: Scene,
  file: string,
  { ffmpegPath, onProgress, signal }: EncodeOptions,
): Promise<void> {
  const times = frameTimes(scene.params)
  const renderer = await createRenderer(scene)
  signal?.throwIfAborted()
  const ffmpeg = spawn(ffmpegPath, [...QUIET, ...encoderArguments(scene.params), file], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  ffmpeg.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  // The write that fails when FFmpeg ends early is told by its exit; without a listener it would end this process.
  ffmpeg.stdin.on('error', () => {})
  const ended = new Promise<void>((done, fail) => {
    ffmpeg.once('error', (error) =>
      fail(new Error(`cannot run ${ffmpegPath}: ${error.message}; install FFmpeg or set VIGIA_FFMPEG`)),
    )
    ffmpeg.once('close', (code, name) =>
      code === 0
        ? done()
        : fail(new Error(`ffmpeg ended with ${code ?? name} while encoding the scene: ${said.trim()}`)),
    )
  })
  ended.catch(() => {})
  const stop = (): void => {
    ffmpeg.kill('SIGKILL')
  }
  signal?.addEventListener('abort', stop)
  let watchdog = setTimeout(stop, STALL_MS)
  try {
    for (const [i, timeMs] of times.entries()) {
      // The renderer reuses its buffer and the pipe may keep it: a frame of its own for the pipe.
      const frame = Buffer.from(await renderer.frame(timeMs))
      if (!ffmpeg.stdin.write(frame)) await Promise.race([drained(ffmpeg.stdin), ended])
      clearTimeout(watchdog)
      watchdog = setTimeout(stop, STALL_MS)
      onProgress?.(i + 1, times.length)
    }
    ffmpeg.stdin.end()
    await ended
    signal?.throwIfAborted()
  } finally {
    clearTimeout(watchdog)
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

/** Never rejects, as `events.once` would on a closed pipe: why FFmpeg ended says more than that. */
function drained(pipe: Writable): Promise<void> {
  return new Promise((resolve) => pipe.once('drain', resolve))
}

/**
 * No B-frames: the decoding times then rise evenly over the seam of a looped copy. A key frame every second lets a
 * viewer in fast; CRF 23, the default, with a ceiling gives about 1 Mbit/s at 1280x720.
 */
function encoderArguments({ width, height, fps, noise, crf }: SceneParams): string[] {
  // Noise and rain cost bits: a camera is given more where it has them, or blocks are all that is left.
  const kbits = Math.max(300, Math.round(((noise > 0 ? 4000 : 1200) * width * height) / (1280 * 720)))
  return [
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-s',
      `${width}x${height}`,
      '-r',
      String(fps),
      '-i',
      'pipe:0',
      '-an',
    ],
    ...[
      '-vf',
      'scale=out_color_matrix=bt709:out_range=tv',
      '-colorspace',
      'bt709',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
    ],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-bf', '0', '-threads', '2'],
    ...[
      '-crf',
      String(crf),
      '-maxrate',
      `${kbits}k`,
      '-bufsize',
      `${kbits}k`,
      '-g',
      String(fps),
      '-keyint_min',
      String(fps),
      '-sc_threshold',
      '0',
    ],
    ...['-movflags', '+faststart', '-f', 'mp4'],
  ]
}
