/** Asks for a password on a terminal without showing it. */

import type { Keys, Out } from './deps.js'
import { CliError, EXIT } from './exit-codes.js'

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const ENTER = ['\r', '\n']
const ERASE = ['\u007f', '\b']

/** @throws CliError when the question is broken off */
export function askPassword(keys: Keys, out: Out, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (): void => {
      keys.off('data', onData)
      keys.setRawMode?.(false)
      keys.pause()
      out.write('\n')
    }
    const onData = (chunk: Buffer | string): void => {
      for (const key of String(chunk)) {
        if (ENTER.includes(key)) {
          end()
          resolve(typed)
          return
        }
        if (key === CTRL_C || key === CTRL_D) {
          end()
          reject(brokenOff())
          return
        }
        typed = ERASE.includes(key) ? [...typed].slice(0, -1).join('') : typed + key
      }
    }
    out.write(question)
    // Raw: the terminal itself would echo each key.
    keys.setRawMode?.(true)
    keys.on('data', onData)
    keys.resume()
  })
}

const brokenOff = (): CliError =>
  new CliError(
    EXIT.signIn,
    'No password was given.',
    'Run the command again, or set VIGIA_PASSWORD or VIGIA_TOKEN.',
  )
