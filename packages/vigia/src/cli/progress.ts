/** Progress of something long: a bar that redraws on a terminal, a plain line per tenth elsewhere. */
import type { Out } from './deps.js'
import { cut, pad } from './text.js'

export interface Progress {
  /** `done` of `total` in any unit; a total of 0 means that it is unknown. */
  update(what: string, done: number, total: number): void
  /** Ends the bar's line. */
  end(): void
}

const BAR = 30
const DEFAULT_COLUMNS = 80
/** Brackets, spaces and `100 %` beside bar and words. */
const BESIDE = BAR + 9

export function createProgress(out: Out): Progress {
  let open = false
  let last = ''
  return {
    update(what, done, total) {
      const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : undefined
      const line = out.isTTY ? bar(what, share, out.columns ?? DEFAULT_COLUMNS) : tenth(what, share)
      if (line === last) return
      last = line
      out.write(out.isTTY ? `\r${line}` : `${line}\n`)
      open = out.isTTY === true
    },
    end() {
      if (open) out.write('\n')
      open = false
      last = ''
    },
  }
}

function bar(what: string, share: number | undefined, columns: number): string {
  // One cell stays free: a full line would wrap, and the next redraw would begin below it.
  const words = Math.max(10, Math.min(40, columns - BESIDE - 1))
  const filled = Math.round((share ?? 0) * BAR)
  const percent = share === undefined ? '  ?  ' : `${String(Math.floor(share * 100)).padStart(3)} %`
  return `${pad(cut(what, words), words)} [${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${percent}`
}

function tenth(what: string, share: number | undefined): string {
  return share === undefined ? what : `${what} ${Math.floor(share * 10) * 10} %`
}
