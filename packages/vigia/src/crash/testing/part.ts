/** A part of the platform as a process that is killed, frozen and started again. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endChild } from '@vigia/testing'

const READY_MS = 120_000

export interface Part {
  readonly name: string
  start(): Promise<void>
  kill(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  readonly pid: number
  send(message: object): void
  /** Resolves when the present process ends by itself, with its code or signal. */
  ended(): Promise<number | NodeJS.Signals | null>
  /** For good: nothing is started any more. */
  end(): Promise<void>
}

/**
 * @param spare another process is loaded while one runs: that takes a server a second, which a round has not
 * @param orderOf what a process is told when it begins
 */
export function partOf(
  name: string,
  program: 'server' | 'worker' | 'receiver',
  orderOf: () => object,
  spare = false,
): Part {
  const file = fileURLToPath(new URL(`./${program}.child.js`, import.meta.url))
  const load = (): ChildProcess => fork(file, [], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let next: ChildProcess | undefined
  let present: ChildProcess | undefined
  return {
    name,
    async start() {
      const child = next ?? load()
      present = child
      const ready = said(child, name)
      child.send(orderOf())
      next = spare ? load() : undefined
      await ready
    },
    kill: async () => {
      if (present) await endChild(present)
    },
    get pid() {
      return present?.pid ?? 0
    },
    signal: (signal) => void present?.kill(signal),
    send: (message) => {
      // It may have been killed: what runs next is told in its order.
      if (present?.connected) present.send(message, () => undefined)
    },
    ended: () =>
      new Promise((resolve) => {
        const child = present!
        if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? child.signalCode)
        else child.once('exit', (code, signal) => resolve(code ?? signal))
      }),
    end: async () => {
      for (const child of [present, next]) if (child) await endChild(child)
    },
  }
}

/** Until the child is ready. @throws Error with its last words when it ends before */
function said(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = ''
    const timer = setTimeout(() => reject(new Error(`${name} was not ready in time: ${words}`)), READY_MS)
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000)
    })
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      reject(new Error(`${name} ended with ${code ?? signal}: ${words}`))
    })
    child.on('message', (word) => {
      if (word !== 'ready') return
      clearTimeout(timer)
      resolve()
    })
  })
}
