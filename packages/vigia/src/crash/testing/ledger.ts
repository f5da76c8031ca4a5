/** Files that outlive whoever writes them: a line is one write of the system, so that SIGKILL leaves whole lines. */
import { openSync, readFileSync, writeSync } from 'node:fs'

/** Appends; several processes may write to one file. */
export function ledger<Line>(file: string): (line: Line) => void {
  const descriptor = openSync(file, 'a')
  return (line) => void writeSync(descriptor, `${JSON.stringify(line)}\n`)
}

export function linesOf<Line>(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Line)
}
