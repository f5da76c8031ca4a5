/** Keeps an FFmpeg running that sends a clip over and over, as a camera would: at its own speed, without an end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Logger } from 'pino'

export interface PublisherOptions {
  ffmpegPath: string
  /** A file to play in a loop. */
  clip: string
  /** Where to send it, `rtmp://…`. */
  url: string
  /** False when the clip is H.264 without B-frames already and can be sent as it is. */
  transcode: boolean
  log: Logger
}

export interface Publisher {
  /** The newest thing FFmpeg said, to tell why nothing comes. */
  lastWords(): string
  stop(): Promise<void>
}

/** A publisher that dies comes back after this; a camera takes longer. */
const RESTART_MS = 1_000
/** util-linux; ends FFmpeg when this process dies, even by SIGKILL. Elsewhere stop() alone ends it. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find(
  (path) => process.platform === 'linux' && existsSync(path),
)

export function startPublisher({ ffmpegPath, clip, url, transcode, log }: PublisherOptions): Publisher {
  const command = [
    ...(SETPRIV ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : []),
    ...[
      ffmpegPath,
      '-hide_banner',
      '-nostdin',
      '-loglevel',
      'error',
      '-re',
      '-stream_loop',
      '-1',
      '-i',
      `file:${clip}`,
    ],
    ...['-map', '0:v:0', '-an', ...(transcode ? TRANSCODE : ['-c', 'copy'])],
    // The server sets a publisher that comes back on the last time of the one before; this keeps the two apart.
    ...['-output_ts_offset', '0.1'],
    // Without it the FLV writer notes a length and a size at the end, which a stream never has.
    ...['-flvflags', 'no_duration_filesize', '-f', 'flv', url],
  ]
  let child: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let words = ''
  let isStopped = false

  const start = (): void => {
    const process = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    child = process
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-1000)
    })
    ended = new Promise((done) => {
      const over = (why: string): void => {
        if (child === process) child = undefined
        done()
        if (isStopped || timer) return
        log.warn({ why, said: words.trim() }, 'the demo stream ended; starting it again')
        timer = setTimeout(() => {
          timer = undefined
          start()
        }, RESTART_MS)
      }
      process.once('error', (error) => {
        words = `cannot run ${ffmpegPath}: ${error.message}; install FFmpeg or set VIGIA_FFMPEG`
        over(error.message)
      })
      process.once('close', (code, signal) => over(`exit ${code ?? signal}`))
    })
  }
  start()
  return {
    lastWords: () => words.trim(),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      killGroup(child)
      await ended
    },
  }
}

/** At most 1280 wide, even sizes, a key frame every 2 s at 25 fps, no B-frames: the times then rise over the loop's seam. */
const TRANSCODE = [
  ...['-vf', "scale='trunc(min(1280,iw)/2)*2':-2"],
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-tune',
    'zerolatency',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-b:v',
    '2M',
  ],
]

/** The whole group, so that nothing the program started stays behind. */
function killGroup(child: ChildProcess | undefined): void {
  // The id of a child that has ended may already be another's.
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
