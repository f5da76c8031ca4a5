/** A real `vigia start` for benches: a child process on a data folder of its own, driven by the public API. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { VigiaClient } from '../packages/sdk/dist/index.js'
import { ModelStore } from '../packages/worker/dist/index.js'

/** Benches name their detector, so that their figures do not change with the default. */
export const MODEL = 'efficientdet-lite0'
/** Clips and models are kept here between runs. */
export const CACHE = resolve(fileURLToPath(new URL('../.cache/bench', import.meta.url)))
const PROGRAM = fileURLToPath(new URL('../packages/vigia/bin/vigia.mjs', import.meta.url))
const MODELS = join(CACHE, 'models')
const PASSWORD = 'bench-only'

// Without it Ctrl-C would leave the server running.
process.once('SIGINT', () => process.exit(130))

/** Fetches and converts the model at first use. */
export function ensureModel(name = MODEL) {
  return new ModelStore(MODELS).ensure(name, () => undefined)
}

/**
 * @param {Record<string, string>} settings `VIGIA_*` variables
 * @returns the client, signed in; the server's pid; `stop` ends it and removes its data
 */
export async function startVigia(settings) {
  const data = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  await ensureModel()
  await symlink(MODELS, join(data, 'models'))
  const child = spawn(process.execPath, [PROGRAM, 'start', '--data', data, '--port', '0'], {
    env: {
      ...process.env,
      VIGIA_ADMIN_PASSWORD: PASSWORD,
      VIGIA_MODEL: MODEL,
      VIGIA_LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const killed = () => child.kill('SIGTERM')
  process.once('exit', killed)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    process.off('exit', killed)
    await rm(data, { recursive: true, force: true })
  }
  try {
    const baseUrl = await consoleAddress(child)
    const client = new VigiaClient({
      baseUrl,
      credentials: { username: 'admin', password: PASSWORD, project: 'default' },
    })
    await client.session()
    return { client, pid: child.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function consoleAddress(child) {
  return new Promise((found, failed) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (more) => {
      text += more
      const address = /Console +(\S+?)\/\s/.exec(text)?.[1]
      if (address) found(address)
    })
    child.once('exit', (code) => failed(new Error(`vigia start ended with ${code}: ${text}`)))
  })
}

/** Asks until `state` holds for all jobs; a job that ends otherwise is an error. */
export async function untilAll(client, ids, state, dead = ['FAILED', 'START_FAILED']) {
  for (const id of ids) {
    for (;;) {
      const job = await client.jobs.getV2(id)
      if (job.state === state) break
      if (dead.includes(job.state)) throw new Error(`job ${id} is ${job.state}: ${job.status}`)
      await new Promise((done) => setTimeout(done, 500))
    }
  }
}
