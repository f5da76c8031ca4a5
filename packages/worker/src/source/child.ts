/** A media child process in its own group that dies with us, is killed as a group, and never outlives its close. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { FILE_DESCRIPTOR, type PreparedInput } from './input.js'

export interface MediaChild {
  /** Pipes from descriptor 4 on, or stdout. */
  pipes: Readable[]
  /** The newest lines of stderr, at most 20. */
  log: string[]
  /** Exit code, or -1 when killed or not started. */
  exited: Promise<number>
  kill(): Promise<void>
}

const LOG_LINES = 20
const LINE_LENGTH = 500
/** util-linux; ends the child when this process dies, even by SIGKILL. Without it (macOS) close() still ends it. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find(
  (path) => process.platform === 'linux' && existsSync(path),
)

/** @param pictures what the child gets as its stdout, with pipes from descriptor 4 on; without it stdout is a pipe */
export function startChild(
  command: string,
  args: readonly string[],
  input: PreparedInput,
  pictures?: Socket,
): MediaChild {
  const stdio: ('pipe' | 'ignore' | number | Socket)[] = ['pipe', pictures ?? 'pipe', 'pipe', 'ignore']
  while (stdio.length < FILE_DESCRIPTOR) stdio.push(pictures ? 'pipe' : 'ignore')
  if (input.file) stdio.push(input.file.fd)
  const line = SETPRIV ? [SETPRIV, '--pdeathsig', 'KILL', '--', command, ...args] : [command, ...args]
  const child = spawn(line[0]!, line.slice(1), { stdio, detached: true, env: input.env })
  const log: string[] = []
  const exited = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      log.push(`${command} could not be started: ${(error as NodeJS.ErrnoException).code ?? error.message}`)
      resolve(-1)
    })
    // Not `exit`: the last frames and the last words may still be on their way then.
    child.once('close', (code) => resolve(code ?? -1))
  })
  const stdin = child.stdin as Writable
  // A child that ends before it has read its script is reported by its exit.
  stdin.on('error', () => undefined)
  stdin.end(input.script)
  collectLines(child.stderr as Readable, log)
  const all: readonly unknown[] = child.stdio
  const pipes = (pictures === undefined ? all.slice(1, 2) : all.slice(4, FILE_DESCRIPTOR)) as Readable[]
  for (const pipe of pipes) pipe.on('error', () => undefined)
  return { pipes, log, exited, kill: () => killGroup(child, pipes, exited) }
}

async function killGroup(child: ChildProcess, pipes: Readable[], exited: Promise<number>): Promise<void> {
  // The id of a child that has ended may already be another's.
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group is gone already.
    }
  }
  for (const pipe of pipes) pipe.destroy()
  child.stdin?.destroy()
  child.stderr?.destroy()
  await exited
}

function collectLines(stream: Readable, log: string[]): void {
  let rest = ''
  const add = (line: string) => {
    if (!line.trim()) return
    log.push(line.trim().slice(0, LINE_LENGTH))
    if (log.length > LOG_LINES) log.shift()
  }
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(-LINE_LENGTH)
    for (const line of lines) add(line)
  })
  stream.on('end', () => add(rest))
  stream.on('error', () => undefined)
}
