/** A push server for tests: whatever is published to it over RTMP can be played from the same address. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { endChild, freePort } from './process.js'
import { tempFolder, waitFor } from './temp.js'

export interface RtmpServer {
  /** Address of a stream on it; publish and play are the same. */
  streamUrl(name: string): string
  port: number
  stop(): Promise<void>
}

export interface Publisher {
  pid: number
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./rtmp-child.js', import.meta.url))

/** @param options.port a free one by default; a number serves a server's return at the same address */
export async function startRtmpServer(options: { port?: number } = {}): Promise<RtmpServer> {
  const folder = await tempFolder()
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, [SCRIPT, String(port), folder.path], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const stop = async () => {
    await endChild(child)
    await folder.remove()
  }
  try {
    await waitFor(() => answers(port), 20_000, 'the RTMP server')
  } catch (error) {
    await stop()
    throw error
  }
  return { streamUrl: (name) => `rtmp://127.0.0.1:${port}/live/${name}`, port, stop }
}

/** Sends a file in real time, again and again, until stopped. */
export async function publishRtmp(file: string, url: string): Promise<Publisher> {
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-re',
    '-stream_loop',
    '-1',
    '-i',
    file,
    '-map',
    '0:v:0',
    '-c',
    'copy',
  ]
  const child = spawn('ffmpeg', [...args, '-f', 'flv', url], { stdio: 'ignore' })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  return { pid: child.pid ?? 0, stop: () => endChild(child) }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
