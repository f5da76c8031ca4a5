/** A camera for tests: GStreamer's RTSP server plays a file in real time, again and again. */
import { spawn } from 'node:child_process'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild, firstLine, runCommand } from './process.js'
import { tempFolder } from './temp.js'

export interface RtspServerOptions {
  /** H.264, H.265 or AAC (see `codec`) in MP4, MKV or TS. */
  file: string
  codec?: 'h264' | 'h265' | 'aac'
  /** `udp`: the server refuses TCP. Default: whatever the client asks for. */
  transport?: 'any' | 'udp'
  /** How it asks for the password; default `basic`. */
  scheme?: 'basic' | 'digest'
  /** Loopback address to listen on; default 127.0.0.1. */
  host?: string
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
  const { user, password, port = 0, codec = 'h264', transport = 'any' } = options
  const { scheme = 'basic', host = '127.0.0.1' } = options
  const long = join(folder.path, `loop${extname(options.file)}`)
  const stream = codec === 'aac' ? '0:a:0' : '0:v:0'
  const copy = ['-stream_loop', String(REPEATS), '-i', options.file, '-map', stream, '-c', 'copy', long]
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...copy])
  const child = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = async () => {
    await endChild(child)
    await folder.remove()
  }
  // A child that died before it read its order is reported by firstLine.
  child.stdin.on('error', () => undefined)
  const order = { file: long, user, password, port, codec, transport, scheme, host }
  child.stdin.write(`${JSON.stringify(order)}\n`)
  try {
    const bound = (JSON.parse(await firstLine(child)) as { port: number }).port
    const login =
      user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@`
    const named = host.includes(':') ? `[${host}]` : host
    return { url: `rtsp://${login}${named}:${bound}/live`, port: bound, pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
