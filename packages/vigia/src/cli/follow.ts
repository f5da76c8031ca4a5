/** What has changed about jobs since the last look: state changes, reasons and results, each told once. */
import type { TaskResult } from '@vigia/contract'
import { CLIENT_CODES, type VigiaClient, VigiaError } from '@vigia/sdk'

export type Change =
  | {
      type: 'state'
      task_id: string
      name: string
      at: string
      state: string
      from?: string
      status?: string
    }
  | { type: 'result'; task_id: string; name: string; title: string; result: TaskResult }
  | { type: 'gone'; task_id: string; name: string }

/** The part of list rows and details that tells of a change. */
export interface Row {
  id: string
  name: string
  state: string
  title: string
  updated_at: string
  status?: string
}

interface Known {
  row: Row
  changes: Set<string>
  /** Message ids told, oldest first. */
  results: Set<string>
  /** Results are to be looked for although the job's state lets none come. */
  owed: boolean
}

/** States in which a job can emit results. */
const EMITTING = ['RUNNING', 'ABNORMAL', 'RECOVERING', 'UPGRADING', 'STOPPING']
const PAGE = 100
/** Results looked through per job and look; more than these are not told. */
const MOST_PAGES = 10
const AT_ONCE = 8
/** Message ids kept per job: as many as one look can go through. */
const REMEMBERED = PAGE * MOST_PAGES

export class Follow {
  private readonly known = new Map<string, Known>()
  private first = true

  constructor(
    private readonly client: VigiaClient,
    private readonly tell: (change: Change) => void,
  ) {}

  /** One look at the jobs given, all those followed. Results of before the first look are not told. */
  async look(rows: readonly Row[]): Promise<void> {
    const queue = [...rows]
    const lane = async (): Promise<void> => {
      for (let row = queue.shift(); row; row = queue.shift()) await this.unlessDeleted(row)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    const there = new Set(rows.map((row) => row.id))
    for (const [id, { row }] of this.known) {
      if (there.has(id)) continue
      this.known.delete(id)
      this.tell({ type: 'gone', task_id: id, name: row.name })
    }
    this.first = false
  }

  /** A job may go between the list and the look at it; the next list tells. */
  private async unlessDeleted(row: Row): Promise<void> {
    try {
      await this.job(row)
    } catch (error) {
      if (!isGone(error)) throw error
    }
  }

  private async job(row: Row): Promise<void> {
    const known = this.known.get(row.id)
    if (known === undefined) return this.begin(row)
    const before = known.row
    if (before.state !== row.state || before.updated_at !== row.updated_at || before.status !== row.status) {
      await this.changes(known, row)
      known.row = row
      // A run may have ended since the last look: its last results are still to come.
      known.owed = true
    }
    if (known.owed || EMITTING.includes(row.state)) await this.results(known)
    known.owed = false
  }

  private async begin(row: Row): Promise<void> {
    const history = await this.client.jobs.history(row.id)
    const known: Known = { row, changes: new Set(history.map(keyOf)), results: new Set(), owed: false }
    if (this.first) for (const { message_id } of await this.newResults(known)) known.results.add(message_id)
    this.known.set(row.id, known)
    this.tellState(row, row)
    // A job that came after the first look is new: all it has done is news.
    if (!this.first) await this.results(known)
  }

  /** The history has the states that came and went between two looks. */
  private async changes(known: Known, row: Row): Promise<void> {
    const rows = (await this.client.jobs.history(row.id)).filter(
      (change) => !known.changes.has(keyOf(change)),
    )
    for (const change of rows) {
      known.changes.add(keyOf(change))
      const isLast = change === rows.at(-1)
      this.tellState(
        row,
        { updated_at: change.at, state: change.to, ...(isLast ? statusOf(row) : {}) },
        change.from,
      )
    }
    const { state, status } = known.row
    if (rows.length === 0 && (row.status !== status || row.state !== state)) this.tellState(row, row)
  }

  private tellState(
    { id, name }: Row,
    { updated_at, state, status }: Pick<Row, 'updated_at' | 'state' | 'status'>,
    from?: string,
  ): void {
    this.tell({
      type: 'state',
      task_id: id,
      name,
      at: updated_at,
      state,
      ...(from === undefined ? {} : { from }),
      ...(status === undefined ? {} : { status }),
    })
  }

  private async results(known: Known): Promise<void> {
    const { id, name, title } = known.row
    for (const result of await this.newResults(known)) {
      known.results.add(result.message_id)
      this.tell({ type: 'result', task_id: id, name, title, result })
    }
    if (known.results.size > 2 * REMEMBERED) known.results = new Set([...known.results].slice(-REMEMBERED))
  }

  /** Oldest first. */
  private async newResults(known: Known): Promise<TaskResult[]> {
    const found = new Map<string, TaskResult>()
    let before: number | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const { results } = await this.client.jobs.results(known.row.id, {
        limit: PAGE,
        ...(before === undefined ? {} : { before }),
      })
      const fresh = results.filter(
        ({ message_id }) => !known.results.has(message_id) && !found.has(message_id),
      )
      for (const result of fresh) found.set(result.message_id, result)
      const last = results.at(-1)
      const reachesTold = results.some(({ message_id }) => known.results.has(message_id))
      if (last === undefined || fresh.length === 0 || reachesTold || results.length < PAGE || this.first)
        break
      // `before` leaves its own millisecond out, in which there may be more.
      before = new Date(last.at).getTime() + 1
    }
    return [...found.values()].reverse()
  }
}

/** True when the server says that the job does not exist. */
export const isGone = (error: unknown): boolean =>
  error instanceof VigiaError && error.code === 'VIAS.00010007'
/** True when a later look may succeed: no connection, no answer in time, or a gateway before the server. */
export const isPassing = (error: unknown): boolean =>
  error instanceof VigiaError &&
  (error.code === CLIENT_CODES.unreachable ||
    error.code === CLIENT_CODES.timeout ||
    (error.code === CLIENT_CODES.unexpected && error.status >= 500))

const keyOf = ({ at, from, to }: { at: string; from: string; to: string }): string => `${at} ${from} ${to}`
const statusOf = ({ status }: Row): { status?: string } => (status === undefined ? {} : { status })
