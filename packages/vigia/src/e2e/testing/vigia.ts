/** The real program `vigia start` as a child process: started, asked through its API, and ended by its own pid. */
import { spawn } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { VigiaClient } from '@vigia/sdk'
import { tempFolder } from '@vigia/testing'
import { atEnd } from './cleanup.js'
import { alive, descendants, killHard, type Proc } from './processes.js'
import { until } from './until.js'

export const PROGRAM = fileURLToPath(new URL('../../../bin/vigia.mjs', import.meta.url))
/** Kept between runs, outside of version control: the model's package is 20 MB. */
export const MODELS = fileURLToPath(new URL('../../../../../.cache/models', import.meta.url))
export const PASSWORD = 'e2e-pa55word'
/** The very first start of a machine fetches the model. */
const START_MS = 150_000

/** A line of the JSON log; `job` is the id of the job it is about. */
export interface LogLine {
  msg: string
  time: number
  job?: string
  [field: string]: unknown
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Vigia {
  url: string
  projectId: string
  client: VigiaClient
  pid: number
  /** What it has logged so far, oldest first. */
  log: LogLine[]
  /** Everything it has written so far. */
  output(): string
  /** The server's process itself and all below it. */
  processes(): Promise<Proc[]>
  /** Sends a signal to the server's process alone and waits for its end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

export interface StartOptions {
  dataDir: string
  env?: Record<string, string>
  args?: string[]
}

/** An empty data folder that knows the machine's models. */
export async function dataFolder(t: TestContext): Promise<string> {
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  await mkdir(MODELS, { recursive: true })
  await symlink(MODELS, join(folder.path, 'models'))
  return folder.path
}

/** Resolves when it listens. Loopback is allowed to jobs. @throws Error with its words when it ends before */
export async function startVigia(t: TestContext, options: StartOptions): Promise<Vigia> {
  const program = launch(options)
  atEnd(t, () => program.killAll())
  await until('vigia start to be ready', () => program.addresses() || program.ended(), START_MS)
  const addresses = program.addresses()
  if (!addresses) throw new Error(`vigia start ended with ${program.ended()?.code}: ${program.output()}`)
  const client = new VigiaClient({
    baseUrl: addresses.url,
    credentials: { username: 'admin', password: PASSWORD },
  })
  return { ...addresses, ...program, client }
}

/** A start that is expected to be refused: its end and all it said. */
export async function refusedStart(
  t: TestContext,
  options: StartOptions,
): Promise<Ended & { output: string }> {
  const program = launch(options)
  atEnd(t, () => program.killAll())
  return { ...(await until('vigia start to end', program.ended)), output: program.output() }
}

function launch({ dataDir, env = {}, args = [] }: StartOptions) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VIGIA_|NODE_TEST)/.test(name))
  const child = spawn(
    process.execPath,
    [PROGRAM, 'start', '--data', dataDir, '--host', '127.0.0.1', '--port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(inherited),
        VIGIA_ADMIN_PASSWORD: PASSWORD,
        VIGIA_MEDIA_ALLOW: '127.0.0.0/8',
        VIGIA_EGRESS_ALLOW: '127.0.0.0/8',
        // Measured while other tests keep the machine busy there could be too few.
        VIGIA_SLOTS: '8',
        // The cheap detector: what these tests are about is not how well it sees.
        VIGIA_MODEL: 'efficientdet-lite0',
        ...env,
      },
    },
  )
  let output = ''
  let ended: Ended | undefined
  let rest = ''
  const log: LogLine[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('{')) log.push(JSON.parse(line) as LogLine)
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  // Not `exit`: its last words may still be on their way then.
  child.on('close', (code, signal) => {
    ended = { code, signal }
  })
  const pid = child.pid ?? 0
  const processes = async (): Promise<Proc[]> => {
    const below = await descendants(process.pid)
    const own = below.find((proc) => proc.pid === pid)
    return own ? [own, ...(await descendants(pid))] : []
  }
  return {
    pid,
    log,
    output: () => output,
    ended: () => ended,
    processes,
    addresses() {
      const url = /Console +(http:\/\/\S+)\/\n/.exec(output)?.[1]
      const projectId = /Project id +([0-9a-f]{32})\n/.exec(output)?.[1]
      return url && projectId ? { url, projectId } : undefined
    },
    async end(signal: NodeJS.Signals) {
      child.kill(signal)
      return until(`vigia start to end after ${signal}`, () => ended)
    },
    /** Whatever a failed test left behind. */
    async killAll() {
      const left = await processes()
      for (const proc of left) await killHard(proc)
      await until('all processes of the test to end', async () => (await alive(left)).length === 0)
    },
  }
}
