/** What a source needs from others, each in a process of its own that can be ended, frozen and replaced by a stranger. */
import { createServer, type Socket } from 'node:net'
import type { ReadableInput } from '@vigia/core'
import type { LocateDeps } from '@vigia/worker'

/** A camera, an encoder, a server that tells where it is. */
export interface Part {
  name: string
  /** Frames come through it: they stop when it does. */
  carries: boolean
  /** Failed attempts that are waited for while it is away; the sixth wait lasts for an hour, or until it is back. */
  tries: number
  /** At the same address every time. @param size of the pictures, of one that makes them */
  start(size?: PictureName): Promise<void>
  /** By SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** Somebody else is where it was. Resolves with what makes him leave. */
  replace(how: Stranger): Promise<() => Promise<void>>
  /** What a waiting source says of it. */
  words: Record<'away' | 'frozen' | Stranger, RegExp>
}

export type PictureName = 'small' | 'large'
/** `garbage`: answers with what means nothing. `silent`: takes connections and never says a word. */
export type Stranger = 'garbage' | 'silent'

/** What a job names, and all that it needs. */
export interface Rig {
  input: ReadableInput
  deps?: Partial<LocateDeps>
  /** None of them is running yet. */
  parts: readonly Part[]
  /** Ends the connections that carry frames; new ones are taken at once. */
  cut?(): void
  /** Ends what still runs. */
  close(): Promise<void>
}

const GARBAGE = Buffer.from('\x07garbage\r\n\r\n'.repeat(50))

/** A stranger who listens at a port of loopback. */
export async function strangerAt(port: number, how: Stranger): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    if (how === 'garbage') socket.on('data', () => socket.write(GARBAGE))
    else socket.resume()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
}
