/** CPU and memory of a process and all below it, from /proc. */
import { readdir, readFile } from 'node:fs/promises'

const TICKS_PER_SECOND = 100

/** User and system time of a process, its living descendants, and those that have ended. */
export async function cpuSeconds(pid) {
  let ticks = 0
  for (const one of await tree(pid)) {
    const fields = await statOf(one)
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
    if (fields) ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  }
  return ticks / TICKS_PER_SECOND
}

/** User and system time of a process alone. */
export async function ownCpuSeconds(pid) {
  const fields = await statOf(pid)
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND : 0
}

/** Proportional set size in MB: shared pages are divided by those who share them. */
export async function memoryMb(pids) {
  let kb = 0
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kb += Number(/^Pss: +(\d+)/m.exec(text)?.[1] ?? 0)
  }
  return kb / 1024
}

/** The process and its descendants. */
export async function tree(root) {
  const children = new Map()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number((await statOf(name))?.[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found = [root]
  for (const pid of found) found.push(...(children.get(pid) ?? []))
  return found
}

/** Fields of /proc/PID/stat behind the name, which may hold blanks; undefined when the process is gone. */
async function statOf(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}
