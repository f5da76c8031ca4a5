/** What runs below a process, and whether it still does: by pid and start time, never by name (Linux). */
import { readdir, readFile } from 'node:fs/promises'

export interface Proc {
  pid: number
  /** Clock ticks since boot: with it a pid that is used again is not taken for the old process. */
  startedAt: string
  /** Arguments, separated by spaces. */
  command: string
}

interface Stat {
  state: string
  parent: number
  startedAt: string
}

/** The processes below `pid`, parents before their children. */
export async function descendants(pid: number): Promise<Proc[]> {
  const children = new Map<number, Proc[]>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await statOf(Number(name))
    if (!stat) continue
    const command = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
    const proc = { pid: Number(name), startedAt: stat.startedAt, command: command.trim() }
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), proc])
  }
  const below = (parent: number): Proc[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child.pid)])
  return below(pid)
}

/** A process that has ended and that nobody has reaped counts as gone. */
export async function isAlive({ pid, startedAt }: Proc): Promise<boolean> {
  const stat = await statOf(pid)
  return stat !== undefined && stat.startedAt === startedAt && stat.state !== 'Z'
}

export async function alive(procs: Proc[]): Promise<Proc[]> {
  const flags = await Promise.all(procs.map(isAlive))
  return procs.filter((_, i) => flags[i])
}

export async function killHard(proc: Proc): Promise<void> {
  if (!(await isAlive(proc))) return
  try {
    process.kill(proc.pid, 'SIGKILL')
  } catch {
    // It ended between the look and the kill.
  }
}

async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name stands in brackets and may itself hold brackets and spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, parent, startedAt] = [fields[0], fields[1], fields[19]]
  return state && startedAt ? { state, parent: Number(parent), startedAt } : undefined
}
