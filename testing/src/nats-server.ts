/** A NATS server with JetStream for tests: the real one, on a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { endChild, freePort } from './process.js'
import { tempFolder, waitFor } from './temp.js'

export interface NatsServer {
  /** `127.0.0.1:<port>` */
  address: string
  /** Ends the process at once; what JetStream has stored stays. */
  unplug(): Promise<void>
  /** It is back at the same port. */
  plugIn(): Promise<void>
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
}

const START_MS = 30_000

/** @param options `token`: clients have to show it */
export async function startNatsServer(options: { token?: string } = {}): Promise<NatsServer> {
  const folder = await tempFolder()
  const port = await freePort()
  const file = join(folder.path, 'nats.conf')
  await writeFile(
    file,
    [
      `listen: "127.0.0.1:${port}"`,
      `jetstream { store_dir: "${folder.path}", max_file_store: 268435456 }`,
      ...(options.token === undefined ? [] : [`authorization { token: "${options.token}" }`]),
    ].join('\n'),
  )
  let child: ChildProcess
  const plugIn = async (): Promise<void> => {
    child = spawn('nats-server', ['-c', file], { stdio: 'ignore' })
    await waitFor(() => answers(port), START_MS, 'the NATS server to listen')
  }
  const unplug = () => endChild(child)
  await plugIn().catch(async (error: unknown) => {
    await unplug()
    await folder.remove()
    throw error
  })
  return {
    address: `127.0.0.1:${port}`,
    unplug,
    plugIn,
    signal: (name) => void child.kill(name),
    stop: async () => {
      await unplug()
      await folder.remove()
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    const end = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(false))
    socket.setTimeout(2_000, () => end(false))
  })
}
