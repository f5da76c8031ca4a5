/** A camera for tests: GStreamer's RTSP server plays an H.264 MP4 file in real time, again and again. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild, firstLine, runCommand } from './process.js'
import { tempFolder } from './temp.js'

export interface RtspServerOptions {
  /** H.264 in MP4. */
  file: string
  user?: string
  password?: string
  /** 0 (default) takes a free one; a number serves a camera's return at the same address. */
  port?: number
}

export interface RtspServer {
  /** With user and password when the server asks for them. */
  url: string
  port: number
  pid: number
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('../rtsp-server.py', import.meta.url))
/** The file is laid end to end so often; every client starts at its beginning. */
const REPEATS = 100

/** Needs the system's python3-gi and gir1.2-gst-rtsp-server-1.0. */
export async function startRtspServer(options: RtspServerOptions): Promise<RtspServer> {
  const folder = await tempFolder()
  const long = join(folder.path, 'loop.mp4')
  const copy = ['-stream_loop', String(REPEATS), '-i', options.file, '-map', '0:v:0', '-c', 'copy', long]
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...copy])
  const child = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = async () => {
    await endChild(child)
    await folder.remove()
  }
  // A child that died before it read its order is reported by firstLine.
  child.stdin.on('error', () => undefined)
  const { user, password, port = 0 } = options
  child.stdin.write(`${JSON.stringify({ file: long, user, password, port })}\n`)
  try {
    const bound = (JSON.parse(await firstLine(child)) as { port: number }).port
    const login = user === undefined ? '' : `${user}:${encodeURIComponent(password ?? '')}@`
    return { url: `rtsp://${login}127.0.0.1:${bound}/live`, port: bound, pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
