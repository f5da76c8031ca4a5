/**
 * A media child process in its own group that dies with us, is killed as a group, and never outlives its close. What it
 * may take of memory is limited: a stranger's file decides what it asks for.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { FILE_DESCRIPTOR, type PreparedInput } from './input.js'
import type { PicturePipe } from './picture-pipe.js'

export interface MediaChild {
  /** What it writes, text unless it is told otherwise: descriptor 4 of a decoder, stdout of others. */
  text: Readable
  /** Descriptor 6 of a decoder that is fed. */
  packets?: Writable
  /** The newest lines of stderr, at most 20. */
  log: string[]
  /** Exit code, or -1 when killed or not started. */
  exited: Promise<number>
  kill(): Promise<void>
}

const LOG_LINES = 20
const LINE_LENGTH = 500
/**
 * Address space of a decoder. Pictures of the most pixels that are read (4096 x 4096) take 1.0 GB with 16 references in
 * H.264, 1.6 GB with six in H.265 with 10 bits and full colour, FFmpeg's own 0.6 GB in it.
 */
export const MEMORY_BYTES = 3 * 1024 ** 3

/** A program of util-linux; macOS has none. */
const found = (name: string): string | undefined =>
  ['/usr/bin', '/bin'].map((folder) => `${folder}/${name}`).find(existsSync)
const SETPRIV = process.platform === 'linux' ? found('setpriv') : undefined
const PRLIMIT = process.platform === 'linux' ? found('prlimit') : undefined
/** Ends the child when this process dies, even by SIGKILL. Without it close() still ends it. */
const BOUND = SETPRIV ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : []
/** A core file would hold the address with its password. */
const LIMITED = PRLIMIT ? [PRLIMIT, `--as=${MEMORY_BYTES}`, '--core=0', '--'] : []

/**
 * @param pictures for a decoder: `small` is its stdin, which it also writes to, `full` its stdout. Only the first three
 *   descriptors of a child are made to wait where a socket is full, and stderr is one of them. One that `isFed` reads its
 *   video from descriptor 6, which is written by us.
 * @param folder where it writes files
 */
export function startChild(
  command: string,
  args: readonly string[],
  input: PreparedInput,
  pictures?: { full: PicturePipe; small: PicturePipe; isFed?: true },
  folder?: string,
): MediaChild {
  const file = pictures?.isFed ? 'pipe' : (input.file?.fd ?? 'ignore')
  const stdio: StdioOptions = pictures
    ? [pictures.small.farEnd, pictures.full.farEnd, 'pipe', 'ignore', 'pipe', 'ignore', file]
    : ['pipe', 'pipe', 'pipe', 'ignore', 'ignore', 'ignore', file]
  const line = [...BOUND, ...LIMITED, command, ...args]
  const child = spawn(line[0]!, line.slice(1), {
    stdio,
    detached: true,
    env: input.env,
    ...(folder === undefined ? {} : { cwd: folder }),
  })
  const log: string[] = []
  const exited = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      log.push(`${command} could not be started: ${(error as NodeJS.ErrnoException).code ?? error.message}`)
      resolve(-1)
    })
    // Not `exit`: the last frames and the last words may still be on their way then.
    child.once('close', (code) => resolve(code ?? -1))
  })
  const all: readonly unknown[] = child.stdio
  const text = (pictures ? all[4] : all[1]) as Readable
  text.on('error', () => undefined)
  if (pictures) {
    pictures.full.handedOver()
    pictures.small.handedOver(input.script)
  } else {
    const stdin = child.stdin as Writable
    // A child that ends before it has read its script is reported by its exit.
    stdin.on('error', () => undefined)
    stdin.end(input.script)
  }
  collectLines(child.stderr as Readable, log)
  const packets = pictures?.isFed ? (all[FILE_DESCRIPTOR] as Writable) : undefined
  const kill = (): Promise<void> => {
    packets?.destroy()
    return killGroup(child, text, exited)
  }
  return { text, log, exited, kill, ...(packets ? { packets } : {}) }
}

async function killGroup(child: ChildProcess, text: Readable, exited: Promise<number>): Promise<void> {
  // The id of a child that has ended may already be another's.
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group is gone already.
    }
  }
  text.destroy()
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
