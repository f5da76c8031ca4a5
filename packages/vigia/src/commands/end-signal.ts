/** When the server is to end: by a signal, or because the npx or npm that started it is gone. */

export interface EndSignal {
  /** From here on the end is taken in order; before, it comes at once. */
  asked(): Promise<string>
}

const LOOK_MS = 500

/**
 * npm and npx start a program below them and, when they get a signal of their own, leave it running without anybody
 * who knows of it. So a server that they started looks after its parent.
 * @param onEarly called before a process that is still starting ends; what it has on disk by then is whole
 */
export function endSignal(onEarly: () => void): EndSignal {
  let ask: ((reason: string) => void) | undefined
  const end = (reason: string): void => {
    if (ask) ask(reason)
    else {
      onEarly()
      process.exit(0)
    }
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => end(name))
  const parent = process.ppid
  if (process.env.npm_command !== undefined) {
    const looking = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(looking)
      end('npm ended')
    }, LOOK_MS)
    looking.unref()
  }
  return {
    asked: () =>
      new Promise((resolve) => {
        ask = resolve
      }),
  }
}
