/** Streams at addresses of their own, and those that are pushed: real servers of each kind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { ReadableInput } from '@vigia/core'
import { Ingest } from '@vigia/server'
import {
  endChild,
  freePort,
  type Publisher,
  publishRtmp,
  type RtmpServer,
  type RtspServer,
  startRtmpServer,
  startRtspServer,
  tempFolder,
} from '@vigia/testing'
import type { Clips } from './clips.js'
import { type Part, type Rig, strangerAt } from './part.js'
import { startWebServer } from './web-server.js'

const REFUSED = /: connection refused$/
/** Its sixth attempt waits for an hour. */
const TO_THE_TOP = 6

/** @param toInput what a job names, with the camera's address */
export async function cameraRig(clips: Clips, toInput: (url: string) => ReadableInput): Promise<Rig> {
  const port = await freePort()
  let camera: RtspServer | undefined
  const kill = async (): Promise<void> => {
    await camera?.stop()
    camera = undefined
  }
  const part: Part = {
    name: 'the camera',
    carries: true,
    tries: TO_THE_TOP,
    start: async (size = 'small') => {
      camera = await startRtspServer({ file: clips[size], port })
    },
    kill,
    signal: (name) => void process.kill(camera!.pid, name),
    replace: (how) => strangerAt(port, how),
    words: {
      away: REFUSED,
      frozen: /: (no picture for 6 s|timed out)$/,
      garbage:
        /: (the camera sends answers that are no RTSP|it is not a video that can be read|no picture for 6 s)$/,
      silent: /: timed out$/,
    },
  }
  return { input: toInput(`rtsp://127.0.0.1:${port}/live`), parts: [part], close: kill }
}

/** The server lives and dies with the encoder that pushes to it; frozen is the encoder. */
export async function rtmpRig(clips: Clips): Promise<Rig> {
  const port = await freePort()
  const url = `rtmp://127.0.0.1:${port}/live/door`
  let server: RtmpServer | undefined
  let encoder: Publisher | undefined
  const kill = async (): Promise<void> => {
    await server?.stop()
    await encoder?.stop()
    server = undefined
    encoder = undefined
  }
  const part: Part = {
    name: 'the server',
    carries: true,
    tries: TO_THE_TOP,
    start: async (size = 'small') => {
      server = await startRtmpServer({ port })
      encoder = await publishRtmp(clips[size], url)
    },
    kill,
    signal: (name) => void process.kill(encoder!.pid, name),
    replace: (how) => strangerAt(port, how),
    words: {
      away: REFUSED,
      frozen: /: (no picture for 6 s|timed out)$/,
      garbage: /: (it could not be read to the end|the connection was cut|timed out|\S.*)$/,
      silent: /: timed out$/,
    },
  }
  return { input: { type: 'url', url }, parts: [part], close: kill }
}

/** Frozen is the segmenter: the web server goes on serving a playlist that stands still. */
export async function hlsRig(clips: Clips): Promise<Rig> {
  const port = await freePort()
  const folder = await tempFolder()
  const playlist = join(folder.path, 'live.m3u8')
  let web: ChildProcess | undefined
  let segmenter: ChildProcess | undefined
  const kill = async (): Promise<void> => {
    if (web) await endChild(web)
    if (segmenter) await endChild(segmenter)
    web = undefined
    segmenter = undefined
    await rm(playlist, { force: true })
  }
  const part: Part = {
    name: 'the server',
    carries: true,
    tries: TO_THE_TOP,
    start: async (size = 'small') => {
      const input = ['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', clips[size], '-c', 'copy']
      const hls = ['-f', 'hls', '-hls_time', '1', '-hls_flags', 'delete_segments+temp_file', playlist]
      segmenter = spawn('ffmpeg', [...input, ...hls], { stdio: 'ignore' })
      web = await startWebServer(folder.path, port, 'live.m3u8')
    },
    kill,
    signal: (name) => void segmenter!.kill(name),
    replace: (how) => strangerAt(port, how),
    words: {
      away: REFUSED,
      frozen: /: (no picture for [\d.]+ s|the playlist stands still, nothing new is added to it)$/,
      garbage: /: the connection could not be made$/,
      silent: /: timed out$/,
    },
  }
  return {
    input: { type: 'url', url: `http://127.0.0.1:${port}/live.m3u8` },
    parts: [part],
    close: async () => {
      await kill()
      await folder.remove()
    },
  }
}

/** The platform's own ingest; what comes and goes is the encoder. */
export async function pushedRig(clips: Clips): Promise<Rig> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const ingest = await Ingest.start({ host: '127.0.0.1', port: 0, check: async () => true, log })
  const url = `rtmp://127.0.0.1:${ingest.port}/p/yard?key=k`
  let encoder: Publisher | undefined
  const kill = async (): Promise<void> => {
    await encoder?.stop()
    encoder = undefined
  }
  const nobody = /^waiting for stream yard, attempt \d+: nobody pushes it; start the encoder/
  const part: Part = {
    name: 'the encoder',
    carries: true,
    // The second attempt waits for the push itself.
    tries: 1,
    start: async (size = 'small') => {
      encoder = await publishRtmp(clips[size], url)
    },
    kill,
    signal: (name) => void process.kill(encoder!.pid, name),
    replace: (how) => strangerTo(ingest.port, how === 'garbage'),
    words: {
      away: nobody,
      frozen: /: (no picture for 6 s|timed out|nobody pushes it;.*|it is pushed, but no picture comes;.*)$/,
      garbage: nobody,
      silent: nobody,
    },
  }
  return {
    input: { type: 'vis', streamName: 'yard', projectId: 'p' },
    deps: { pushes: ingest },
    parts: [part],
    close: async () => {
      await kill()
      await ingest.stop()
    },
  }
}

/** One who connects instead of the encoder, and stays. */
async function strangerTo(port: number, speaks: boolean): Promise<() => Promise<void>> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  if (speaks) socket.write('garbage\r\n'.repeat(200))
  return async () => void socket.destroy()
}
