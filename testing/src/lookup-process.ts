/** The test's side of a look-up server in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Identity } from './certificates.js'
import type { FromLookup, ToLookup } from './lookup-child.js'
import { endChild } from './process.js'

export interface LookupProcessOptions {
  /** Gives the address of a stream its place. @param until its last moment, milliseconds UTC */
  issue(path: string, until: number): string
  /** 0 (default) takes a free one; a number serves a server's return at the same address. */
  port?: number
  /** With one it is a VCN, without one a RESTful server. */
  identity?: Identity
}

export interface LookupProcess {
  port: number
  /** For SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void
  /** Of a VCN. */
  counts(): Promise<{ signIns: number; openSessions: number }>
  /** SIGKILL. */
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./lookup-child.js', import.meta.url))

export async function startLookupProcess(options: LookupProcessOptions): Promise<LookupProcess> {
  const child = fork(SCRIPT, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const send = (message: ToLookup): void => void child.send(message, () => undefined)
  child.on('message', (message: FromLookup) => {
    if (message.kind !== 'issue') return
    const url = options.issue(message.path, message.until)
    send({ kind: 'issued', ask: message.ask, url })
  })
  const started = next(child, 'started')
  send({
    kind: 'start',
    port: options.port ?? 0,
    ...(options.identity ? { identity: options.identity } : {}),
  })
  try {
    const { port } = await started
    return {
      port,
      signal: (signal) => void child.kill(signal),
      counts: async () => {
        send({ kind: 'count' })
        return next(child, 'counted')
      },
      stop: () => endChild(child),
    }
  } catch (error) {
    await endChild(child)
    throw error
  }
}

/** The child's next message of a kind. @throws Error when it ends first */
function next<K extends FromLookup['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<FromLookup, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const hear = (message: FromLookup): void => {
      if (message.kind !== kind) return
      child.off('message', hear).off('exit', gone)
      resolve(message as Extract<FromLookup, { kind: K }>)
    }
    const gone = (): void => {
      child.off('message', hear)
      reject(new Error(`the look-up server ended before it said ${kind}`))
    }
    child.on('message', hear).once('exit', gone)
  })
}
