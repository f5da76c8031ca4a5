/** Live sources of three kinds from real servers, with what befalls them: gone, frozen, not there yet. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Clip,
  endChild,
  freePort,
  type Publisher,
  publishRtmp,
  type RtmpServer,
  type RtspServer,
  startRtmpServer,
  startRtspServer,
  tempFolder,
  waitFor,
} from '@vigia/testing'

export interface Rig {
  url: string
  port: number
  /** What a status calls it. */
  noun: 'camera' | 'stream'
  up(): Promise<void>
  /** By SIGKILL. */
  down(): Promise<void>
  /** By SIGSTOP; the address goes on accepting connections. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

export const RIGS: Record<string, (clip: Clip) => Promise<Rig>> = {
  rtsp: rtspRig,
  rtmp: rtmpRig,
  hls: hlsRig,
}

async function rtspRig(clip: Clip): Promise<Rig> {
  const port = await freePort()
  let camera: RtspServer | undefined
  const down = async (): Promise<void> => {
    await camera?.stop()
    camera = undefined
  }
  return {
    url: `rtsp://127.0.0.1:${port}/live`,
    port,
    noun: 'camera',
    up: async () => {
      camera = await startRtspServer({ file: clip.file, port })
    },
    down,
    freeze: () => void process.kill(camera!.pid, 'SIGSTOP'),
    thaw: () => void process.kill(camera!.pid, 'SIGCONT'),
    close: down,
  }
}

/** Frozen is the encoder that pushes; the server between it and us lives. */
async function rtmpRig(clip: Clip): Promise<Rig> {
  const port = await freePort()
  let server: RtmpServer | undefined
  let publisher: Publisher | undefined
  const down = async (): Promise<void> => {
    await server?.stop()
    await publisher?.stop()
    server = undefined
    publisher = undefined
  }
  const url = `rtmp://127.0.0.1:${port}/live/door`
  return {
    url,
    port,
    noun: 'stream',
    up: async () => {
      server = await startRtmpServer({ port })
      publisher = await publishRtmp(clip.file, url)
    },
    down,
    freeze: () => void process.kill(publisher!.pid, 'SIGSTOP'),
    thaw: () => void process.kill(publisher!.pid, 'SIGCONT'),
    close: down,
  }
}

/** Frozen is the segmenter: the web server goes on serving a playlist that stands still. */
async function hlsRig(clip: Clip): Promise<Rig> {
  const port = await freePort()
  const folder = await tempFolder()
  const playlist = join(folder.path, 'live.m3u8')
  let web: ChildProcess | undefined
  let segmenter: ChildProcess | undefined
  const down = async (): Promise<void> => {
    if (web) await endChild(web)
    if (segmenter) await endChild(segmenter)
    web = undefined
    segmenter = undefined
    await rm(playlist, { force: true })
  }
  const input = ['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', clip.file, '-c', 'copy']
  const hls = ['-f', 'hls', '-hls_time', '1', '-hls_flags', 'delete_segments+temp_file', playlist]
  const serve = ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', folder.path, String(port)]
  return {
    url: `http://127.0.0.1:${port}/live.m3u8`,
    port,
    noun: 'stream',
    up: async () => {
      segmenter = spawn('ffmpeg', [...input, ...hls], { stdio: 'ignore' })
      web = spawn('/usr/bin/python3', serve, { stdio: 'ignore' })
      await waitFor(() => answers(port), 60_000, 'the web server')
    },
    down,
    freeze: () => void segmenter!.kill('SIGSTOP'),
    thaw: () => void segmenter!.kill('SIGCONT'),
    close: async () => {
      await down()
      await folder.remove()
    },
  }
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/live.m3u8`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
