/** Files on servers of three kinds: each server can be killed in the middle of a file and come back. */

import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressPolicy, type StorePlace } from '@vigia/core'
import { objectStores } from '@vigia/server'
import {
  endChild,
  type FtpServer,
  freePort,
  startFtpServer,
  startS3Server,
  type TempFolder,
  tempFolder,
} from '@vigia/testing'
import { makeLongFile } from './clips.js'
import { type Part, type Rig, strangerAt } from './part.js'
import { watch } from './watched.js'
import { startWebServer } from './web-server.js'

const FILE = 'long.mkv'

/** The folder with the file, and when its frames are, read from the disk. */
export type Stored = TempFolder & { times: readonly number[] }

export async function makeStored(): Promise<Stored> {
  const folder = await tempFolder()
  await makeLongFile(folder.path, FILE)
  const url = `file://${join(folder.path, FILE)}`
  const { times, ended } = watch({ input: { type: 'url', url } }, [folder.path])
  await ended()
  return { ...folder, times }
}

type Server = Pick<Part, 'start' | 'kill' | 'signal' | 'words'>

const fileRig = (input: Rig['input'], port: number, server: Server, deps?: Rig['deps']): Rig => {
  const part: Part = {
    name: 'the server',
    carries: true,
    tries: 2,
    replace: (how) => strangerAt(port, how),
    ...server,
  }
  return { input, ...(deps ? { deps } : {}), parts: [part], close: part.kill }
}

export async function webRig(stored: Stored): Promise<Rig> {
  const port = await freePort()
  let web: ChildProcess | undefined
  return fileRig({ type: 'url', url: `http://127.0.0.1:${port}/${FILE}` }, port, {
    start: async () => {
      web = await startWebServer(stored.path, port, FILE)
    },
    kill: async () => {
      if (web) await endChild(web)
    },
    signal: (name) => void web!.kill(name),
    words: {
      away: /: connection refused$/,
      frozen: /: (timed out|no picture for 8 s)$/,
      garbage: /: the connection could not be made$/,
      silent: /: timed out$/,
    },
  })
}

export async function ftpRig(stored: Stored): Promise<Rig> {
  const port = await freePort()
  let server: FtpServer | undefined
  return fileRig({ type: 'url', url: `ftp://127.0.0.1:${port}/${FILE}` }, port, {
    start: async () => {
      server = await startFtpServer({ folder: stored.path, port })
    },
    kill: async () => server?.stop(),
    signal: (name) => void process.kill(server!.pid, name),
    words: {
      away: /: connection refused$/,
      frozen: /: (timed out|no picture for \d+ s)$/,
      garbage: /: \S/,
      silent: /: timed out$/,
    },
  })
}

/** What keeps the object says nothing of it while it is away: it is asked for ever. */
export async function storeRig(stored: Stored): Promise<Rig> {
  const server = await startS3Server(['footage'])
  const { endpoint, port, accessKey, secretKey } = server
  const store: StorePlace = {
    kind: 's3',
    endpoint,
    region: 'us-east-1',
    accessKey,
    secretKey,
    addressing: 'path',
  }
  const openStore = objectStores({ dataDir: stored.path, policy: addressPolicy('media', '127.0.0.0/8') })
  const video = await readFile(join(stored.path, FILE))
  async function* content(): AsyncGenerator<Uint8Array> {
    yield video
  }
  await openStore(store).put('footage', FILE, content(), video.length)
  await server.unplug()
  const rig = fileRig(
    { type: 'obs', bucket: 'footage', path: FILE, store },
    port,
    {
      start: server.plugIn,
      kill: server.unplug,
      signal: server.signal,
      words: { away: /: \S/, frozen: /: \S/, garbage: /: \S/, silent: /: \S/ },
    },
    { openStore },
  )
  return { ...rig, close: server.stop }
}
