/** An object store for tests that speaks S3: s3rver, in a process of its own, on a folder of its own. */
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild, firstLine } from './process.js'
import { tempFolder } from './temp.js'

export interface S3Order {
  directory: string
  port: number
  buckets: string[]
  domain: string
}

export interface S3Server {
  /** `http://127.0.0.1:<port>` */
  endpoint: string
  port: number
  /** The only keys that it knows. */
  accessKey: string
  secretKey: string
  /** With it in place of the address buckets are names in front of it; no resolver knows them. */
  hostStyleEndpoint: string
  /** With all that is in it; it is there again, and empty, after the next plugIn. */
  removeBucket(name: string): Promise<void>
  /** Ends the process; what is stored stays. */
  unplug(): Promise<void>
  signal(name: NodeJS.Signals): void
  /** It is back at the same port. */
  plugIn(): Promise<void>
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./s3-child.js', import.meta.url))
const DOMAIN = 'vigia.test'

export async function startS3Server(buckets: string[]): Promise<S3Server> {
  const folder = await tempFolder()
  const start = async (port: number) => {
    // Its tokens between pages are made with DES.
    const child = spawn(process.execPath, ['--openssl-legacy-provider', SCRIPT], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    // A child that died before it read its order is reported by firstLine.
    child.stdin.on('error', () => undefined)
    const order: S3Order = { directory: folder.path, port, buckets, domain: DOMAIN }
    child.stdin.write(`${JSON.stringify(order)}\n`)
    try {
      return { child, port: Number(await firstLine(child)) }
    } catch (error) {
      await endChild(child)
      throw error
    }
  }
  let running = await start(0).catch(async (error: unknown) => {
    await folder.remove()
    throw error
  })
  const { port } = running
  const unplug = () => endChild(running.child)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    hostStyleEndpoint: `http://s3.${DOMAIN}:${port}`,
    removeBucket: (name) => rm(join(folder.path, name), { recursive: true }),
    unplug,
    signal: (name) => void running.child.kill(name),
    plugIn: async () => {
      running = await start(port)
    },
    stop: async () => {
      await unplug()
      await folder.remove()
    },
  }
}
