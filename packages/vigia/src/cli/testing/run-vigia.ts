/** Runs a command line with captured output, for tests. */
import type { CliDeps, StartOptions } from '../deps.js'
import { runCli } from '../run.js'

export interface Outcome {
  code: number
  out: string
  err: string
  started: StartOptions[]
}

const none = (): Promise<never> => Promise.reject(new Error('not given in this test'))

/** @param given replaces parts of the dependencies; without an `env` of its own nothing is set */
export async function runVigia(args: readonly string[], given: Partial<CliDeps> = {}): Promise<Outcome> {
  const outcome: Outcome = { code: -1, out: '', err: '', started: [] }
  outcome.code = await runCli(args, {
    start: async (options) => void outcome.started.push(options),
    models: { list: none, show: none, pull: none, add: none, remove: none, test: none, bench: none },
    secrets: { rotate: none },
    env: {},
    stdout: { write: (text) => (outcome.out += text) },
    stderr: { write: (text) => (outcome.err += text) },
    stdin: { isTTY: false, resume: none, pause: none, on: none, off: none },
    pollMs: 5,
    ...given,
  })
  return outcome
}

export const signedIn = (server: string): Record<string, string> => ({
  VIGIA_SERVER: server,
  VIGIA_TOKEN: 'token-of-admin',
})
