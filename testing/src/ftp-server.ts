/** An FTP server for tests: pyftpdlib over one folder. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endChild, firstLine } from './process.js'

export interface FtpServerOptions {
  folder: string
  /** Without one everybody may read. */
  user?: string
  password?: string
  /** Loopback address to listen on; default 127.0.0.1. */
  host?: string
  /** 0 (default) takes a free one; a number serves a server's return at the same address. */
  port?: number
  /** Commands that it does not know, e.g. `EPSV`. */
  without?: string[]
  /** The address that it names for its data connections instead of its own. */
  masquerade?: string
}

export interface FtpServer {
  /** Address of a file, with user and password when the server asks for them. */
  url(name: string): string
  port: number
  pid: number
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('../ftp-server.py', import.meta.url))

/** Needs the system's python3-pyftpdlib. */
export async function startFtpServer(options: FtpServerOptions): Promise<FtpServer> {
  const { user, password = '', host = '127.0.0.1', port = 0, without = [] } = options
  const child = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = () => endChild(child)
  // A child that died before it read its order is reported by firstLine.
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${JSON.stringify({ ...options, password, host, port, without })}\n`)
  try {
    const bound = (JSON.parse(await firstLine(child)) as { port: number }).port
    const login = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
    const named = host.includes(':') ? `[${host}]` : host
    const url = (name: string): string => `ftp://${login}${named}:${bound}/${name}`
    return { url, port: bound, pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
