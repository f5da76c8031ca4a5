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
  let words = ''
  return {
    name,
    async start() {
      const child = next ?? load()
      present = child
      words = ''
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        words = (words + text).slice(-2_000)
      })
      const ready = isReady(child, name, () => words)
      child.send(orderOf())
      next = spare ? load() : undefined
      await ready
    },
    kill: async () => {
      const end = present?.exitCode ?? present?.signalCode
      // What nobody killed has no business to end.
      if (end !== undefined && end !== null) throw new Error(`${name} ended by itself with ${end}: ${words}`)
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

/** @throws Error with its last words when it ends before, or takes too long */
function isReady(child: ChildProcess, name: string, words: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${name} ${what}: ${words()}`))
    const timer = setTimeout(() => fail('was not ready in time'), READY_MS)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${code ?? signal}`)
    })
    child.on('message', (word) => {
      if (word !== 'ready') return
      clearTimeout(timer)
      resolve()
    })
  })
}
