/** Files that outlive whoever writes them: a line is one write of the system, so that SIGKILL leaves whole lines. */
import { openSync, readSync, writeSync } from 'node:fs'

/** Appends; several processes may write to one file. */
export function ledger<Line>(file: string): (line: Line) => void {
  const descriptor = openSync(file, 'a')
  return (line) => void writeSync(descriptor, `${JSON.stringify(line)}\n`)
}

/** @returns asks again for what has been written so far, and reads of it only what is new */
export function linesOf<Line>(file: string): () => readonly Line[] {
  const descriptor = openSync(file, 'r')
  const lines: Line[] = []
  const block = Buffer.alloc(65_536)
  let rest = Buffer.alloc(0)
  return () => {
    for (;;) {
      const length = readSync(descriptor, block)
      if (length === 0) return lines
      const text = Buffer.concat([rest, block.subarray(0, length)])
      const end = text.lastIndexOf('\n') + 1
      rest = text.subarray(end)
      for (const line of text.toString('utf8', 0, end).split('\n'))
        if (line !== '') lines.push(JSON.parse(line))
    }
  }
}
