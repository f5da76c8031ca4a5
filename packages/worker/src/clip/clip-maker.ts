/**
 * A short film around each result. A clip waits until the source has been copied as far as its end, or until no more comes;
 * then it is cut out of the segments, one clip after the other. Results of one frame share theirs.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { joinSegments } from './join.js'
import { deleteOld, segmentsFor, segmentsIn } from './segments.js'

/** Where a frame is in what is copied. */
export interface CopiedAt {
  /** Folder of the segments of its decoder. */
  folder: string
  /** In the times of its decoder, milliseconds. */
  ptsMs: number
}

export interface ClipMakerDeps {
  beforeSeconds: number
  afterSeconds: number
  /** Of this run alone; made and removed here. */
  folder: string
  ffmpegPath: string
  /** Resolves once the clip is kept, or was refused for good. */
  send(messageId: string, mp4: Uint8Array): Promise<void>
  /** Tells an operator why a result has no clip. */
  warn(text: string): void
  /** Milliseconds by a clock that nobody sets. */
  elapsed(): number
}

/** Clips that may wait; more are not made. */
const MOST_WAITING = 64
/** Of the segments of one decoder. */
const MOST_SEGMENT_BYTES = 256 * 1024 ** 2
/** Kept beside what a clip needs: segments begin at key frames only. */
const MARGIN_MS = 15_000
const LOOK_MS = 500
/** A decoder that adds nothing for so long adds nothing to a clip any more. */
const PATIENCE_MS = 30_000

interface Wanted extends CopiedAt {
  messageIds: string[]
}

export class ClipMaker {
  private readonly wanted: Wanted[] = []
  /** Folders of decoders that are to be removed once nothing is waited for in them. */
  private readonly left = new Set<string>()
  private current: string | undefined
  private newestMs = Number.NEGATIVE_INFINITY
  private grownAt = 0
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  /** No more frames come. */
  private isOver = false
  private refused = 0

  constructor(private readonly deps: ClipMakerDeps) {}

  /** The folder for the segments of one more decoder. */
  async nextFolder(attempt: string): Promise<string> {
    const folder = join(this.deps.folder, attempt)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  /** A frame has come from there: what an earlier decoder has copied is all there is of it. */
  seen({ folder }: CopiedAt): void {
    this.timer ??= setInterval(() => void this.look(), LOOK_MS).unref()
    if (folder === this.current) return
    this.current = folder
    this.newestMs = Number.NEGATIVE_INFINITY
    this.grownAt = this.deps.elapsed()
  }

  want(messageIds: string[], at: CopiedAt): void {
    if (messageIds.length === 0 || Number.isNaN(at.ptsMs)) return
    if (this.wanted.length >= MOST_WAITING) {
      if (this.refused++ === 0)
        this.deps.warn(`more than ${MOST_WAITING} clips are waited for; further results have none`)
      return
    }
    this.refused = 0
    this.wanted.push({ ...at, messageIds })
  }

  /** Resolves when nothing waits any more than it must: clips are made of what there is. Removes everything. */
  async end(): Promise<void> {
    this.isOver = true
    clearInterval(this.timer)
    await this.working
    await this.look()
    await rm(this.deps.folder, { recursive: true, force: true })
  }

  /** Makes what can be made now, and forgets what is not needed any more. */
  look(): Promise<void> {
    this.working ??= this.lookOnce()
      .catch((error: unknown) => this.deps.warn(`clips: ${String(error)}`))
      .finally(() => {
        this.working = undefined
      })
    return this.working
  }

  private async lookOnce(): Promise<void> {
    await this.notice()
    while (this.wanted[0] && this.isDue(this.wanted[0])) await this.make(this.wanted.shift()!)
    await this.clean()
  }

  /** How far the present decoder has come. */
  private async notice(): Promise<void> {
    if (this.current === undefined) return
    const newestMs = (await segmentsIn(this.current)).at(-1)?.endMs ?? Number.NEGATIVE_INFINITY
    if (newestMs === this.newestMs) return
    this.newestMs = newestMs
    this.grownAt = this.deps.elapsed()
  }

  private isDue({ folder, ptsMs }: Wanted): boolean {
    if (this.isOver || folder !== this.current) return true
    if (this.newestMs >= ptsMs + this.deps.afterSeconds * 1000) return true
    return this.deps.elapsed() - this.grownAt > PATIENCE_MS
  }

  private async make({ folder, ptsMs, messageIds }: Wanted): Promise<void> {
    const { beforeSeconds, afterSeconds, ffmpegPath, send, warn } = this.deps
    const toMs = ptsMs + afterSeconds * 1000
    const parts = segmentsFor(await segmentsIn(folder), ptsMs - beforeSeconds * 1000, toMs)
    try {
      if (parts.length === 0) throw new Error('nothing of its time was copied')
      const mp4 = await joinSegments(parts, toMs, this.deps.folder, ffmpegPath)
      for (const messageId of messageIds) await send(messageId, mp4)
    } catch (error) {
      warn(`no clip for ${messageIds.join(', ')}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  private async clean(): Promise<void> {
    const folders = new Set([...this.wanted.map(({ folder }) => folder), this.current])
    for (const folder of folders) {
      if (folder === undefined) continue
      const oldest = this.wanted.find((wanted) => wanted.folder === folder)?.ptsMs ?? Number.POSITIVE_INFINITY
      const beforeMs = this.deps.beforeSeconds * 1000 + MARGIN_MS
      const segments = await segmentsIn(folder)
      const newest = segments.at(-1)?.endMs ?? 0
      await deleteOld(segments, Math.min(oldest, newest) - beforeMs, MOST_SEGMENT_BYTES)
    }
    for (const folder of [...this.left]) {
      if (folders.has(folder)) continue
      this.left.delete(folder)
      await rm(folder, { recursive: true, force: true })
    }
    if (this.current !== undefined) this.left.add(this.current)
  }
}
