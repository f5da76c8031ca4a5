/** Sources that are looked at now. Nothing is decoded when nobody looks, and never more than a few at once. */
import {
  type DirectInput,
  type LivePicture,
  type LiveViews as LiveViewsPort,
  type ReadableInput,
  ViewsTaken,
  type WantedView,
} from '@vigia/core'
import { LiveView } from './live-view.js'
import { snapshot, type ViewDeps } from './look-at.js'

export interface LiveViewsDeps extends ViewDeps {
  /** With all that it takes to reach it. */
  readable(projectId: string, input: DirectInput): Promise<ReadableInput>
  log: { error(fields: object, text: string): void }
  /** Milliseconds that one look keeps a view open; for tests. */
  interestMs?: number
}

const INTEREST_MS = 10_000
/** Views and snapshots at once; each decodes one source and makes three pictures a second. */
const MOST = { server: 6, project: 3 } as const

interface Watched {
  view: LiveView
  timer: NodeJS.Timeout
}

export class LiveViews implements LiveViewsPort {
  private readonly views = new Map<string, Watched>()
  /** Projects of the snapshots under way. */
  private readonly snapshots: string[] = []
  private readonly stopping = new AbortController()
  /** Views that are being closed. */
  private readonly ending = new Set<Promise<void>>()

  constructor(private readonly deps: LiveViewsDeps) {}

  /** Ids of the sources that are open now, for metrics and tests. */
  get open(): string[] {
    return [...this.views.keys()]
  }

  latest(wanted: WantedView): { picture: LivePicture | undefined; status: string } {
    const { sourceId, projectId, version, input } = wanted
    if (this.views.get(sourceId)?.view.version !== version) this.close(sourceId)
    let watched = this.views.get(sourceId)
    if (!watched) {
      this.checkRoom(projectId)
      const readable = () => this.deps.readable(projectId, input)
      const view = new LiveView(version, projectId, readable, this.deps, (error) =>
        this.deps.log.error({ source: sourceId, err: error }, 'a live view failed'),
      )
      watched = { view, timer: setTimeout(() => this.close(sourceId), this.interestMs) }
      this.views.set(sourceId, watched)
    }
    watched.timer.refresh()
    return { picture: watched.view.picture, status: watched.view.status }
  }

  close(sourceId: string): void {
    const watched = this.views.get(sourceId)
    if (!watched) return
    this.views.delete(sourceId)
    clearTimeout(watched.timer)
    const end = watched.view.close().finally(() => this.ending.delete(end))
    this.ending.add(end)
  }

  async once(projectId: string, input: DirectInput): Promise<LivePicture | { reason: string }> {
    this.checkRoom(projectId)
    this.snapshots.push(projectId)
    try {
      const readable = await this.deps.readable(projectId, input)
      return await snapshot(readable, this.deps, this.stopping.signal)
    } finally {
      this.snapshots.splice(this.snapshots.indexOf(projectId), 1)
    }
  }

  /** Resolves when no decoder is left. */
  async stop(): Promise<void> {
    this.stopping.abort()
    for (const sourceId of this.open) this.close(sourceId)
    await Promise.all(this.ending)
  }

  private get interestMs(): number {
    return this.deps.interestMs ?? INTEREST_MS
  }

  /** @throws ViewsTaken */
  private checkRoom(projectId: string): void {
    const open = [...[...this.views.values()].map(({ view }) => view.projectId), ...this.snapshots]
    const own = open.filter((project) => project === projectId).length
    if (own >= MOST.project) throw new ViewsTaken(MOST.project, 'project')
    if (open.length >= MOST.server) throw new ViewsTaken(MOST.server, 'server')
  }
}
