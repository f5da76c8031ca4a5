/** A clip as a live stream: an embedded RTMP server and a publisher that loops the clip into it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { startPublisher } from './publisher.js'
import { startRtmpServer } from './rtmp-server.js'

export interface DemoStreamOptions {
  /** File to loop. */
  clip: string
  /** Of the loopback; a free one when left out or 0. */
  port?: number
  ffmpegPath: string
  /** True for a clip that is not known to be H.264 without B-frames. */
  transcode?: boolean
  /** How long to wait for the first key frame. It takes about half a second; a cold disk some seconds. */
  startMs?: number
  log: Logger
}

export interface DemoStream {
  /** `rtmp://127.0.0.1:<port>/live/street` */
  url: string
  port: number
  stop(): Promise<void>
}

const PATH = '/live/street'
const START_MS = 20_000
const POLL_MS = 50

/**
 * Resolves once the stream really plays. The publisher is started again whenever it ends.
 * @throws Error with what FFmpeg said when nothing is published within 20 s, or when the port is taken
 */
export async function startDemoStream({
  clip,
  port = 0,
  ffmpegPath,
  transcode = false,
  startMs = START_MS,
  log,
}: DemoStreamOptions): Promise<DemoStream> {
  const server = await startRtmpServer(port, log)
  const url = `rtmp://127.0.0.1:${server.port}${PATH}`
  const publisher = startPublisher({ ffmpegPath, clip, url, transcode, log })
  const stop = async (): Promise<void> => {
    await publisher.stop()
    await server.stop()
  }
  const deadline = performance.now() + startMs
  while (!server.isFlowing(PATH)) {
    if (performance.now() > deadline) {
      const said = publisher.lastWords()
      await stop()
      throw new Error(
        `the demo stream of ${clip} did not start within ${startMs / 1000} s: ${said || 'ffmpeg said nothing'}`,
      )
    }
    await sleep(POLL_MS)
  }
  return { url, port: server.port, stop }
}
