/** Makes short video files of a moving test picture. */
import { join } from 'node:path'
import { runCommand } from './process.js'
import { type TempFolder, tempFolder } from './temp.js'

export interface ClipOptions {
  seconds: number
  width: number
  height: number
  fps: number
  codec?: 'h264' | 'mpeg4' | 'mjpeg'
  /** Decides the container; default `clip.mp4`. */
  name?: string
  /** An existing folder; otherwise a new temporary one that `remove` deletes. */
  dir?: string
}

export interface Clip {
  file: string
  dir: string
  remove(): Promise<void>
}

const ENCODERS = { h264: 'libx264', mpeg4: 'mpeg4', mjpeg: 'mjpeg' } as const

/** H.264 clips have no B frames and a key frame each second, as cameras send them. */
export async function makeClip(options: ClipOptions): Promise<Clip> {
  const folder: TempFolder | undefined = options.dir ? undefined : await tempFolder()
  const dir = options.dir ?? folder!.path
  const file = join(dir, options.name ?? 'clip.mp4')
  const codec = options.codec ?? 'h264'
  const picture = `testsrc2=size=${options.width}x${options.height}:rate=${options.fps}:duration=${options.seconds}`
  const encoder = [
    '-c:v',
    ENCODERS[codec],
    '-pix_fmt',
    codec === 'mjpeg' ? 'yuvj420p' : 'yuv420p',
    '-g',
    String(options.fps),
  ]
  if (codec === 'h264') encoder.push('-preset', 'ultrafast', '-bf', '0')
  await runCommand('ffmpeg', [
    '-v',
    'error',
    '-nostdin',
    '-y',
    '-f',
    'lavfi',
    '-i',
    picture,
    ...encoder,
    file,
  ])
  return { file, dir, remove: async () => folder?.remove() }
}
