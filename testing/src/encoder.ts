/** An encoder as users run one: FFmpeg that sends H.264, with sound or without, to an RTMP address in real time. */
import { spawn } from 'node:child_process'

export interface EncoderOptions {
  /** rtmp:// address with its key. */
  url: string
  /** A file to send again and again; without it a moving test picture of 320x180 at 10 frames a second. */
  file?: string
  /** AAC beside the picture. */
  sound?: boolean
  /** Only the sound. */
  isBlind?: boolean
}

export interface Encoder {
  pid: number
  /** What it has said so far: its errors, the server's refusals among them. */
  words(): string
  signal(name: NodeJS.Signals): void
  /** Resolves with its exit status; null after a signal. */
  ended: Promise<number | null>
  /** Kills it and waits until it is gone. */
  stop(): Promise<void>
}

const TEST_PICTURE = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10']
const SOUND = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100']
// A key frame each second and no B frames, as cameras send them.
const H264 = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency'],
  ...['-pix_fmt', 'yuv420p', '-g', '10', '-bf', '0'],
]

export function startEncoder({ url, file, sound = false, isBlind = false }: EncoderOptions): Encoder {
  const picture = file === undefined ? TEST_PICTURE : ['-re', '-stream_loop', '-1', '-i', file]
  const args = [
    ...['-v', 'error', '-nostdin'],
    ...(isBlind ? [] : picture),
    ...(sound || isBlind ? SOUND : []),
    ...(isBlind ? [] : ['-map', '0:v:0', ...H264]),
    ...(sound || isBlind ? ['-map', isBlind ? '0:a:0' : '1:a:0', '-c:a', 'aac', '-b:a', '64k'] : []),
    ...['-f', 'flv', url],
  ]
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return {
    pid: child.pid ?? 0,
    words: () => words,
    signal: (name) => void child.kill(name),
    ended,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
