/** One source that is looked at: open while it is, one decoder for all who look. */
import type { LivePicture, ReadableInput } from '@vigia/core'
import { openSource, pause, type Source, SourceError } from '../source/index.js'
import { pictureOf, sourceOptions, type ViewDeps } from './look-at.js'

/** Pictures a second: enough to draw regions by, little to decode. */
const FPS = 3
/** A source that cannot go on is opened anew after so long, as is a file that has ended. */
const AGAIN_MS = 5_000

export class LiveView {
  picture: LivePicture | undefined
  /** Why there is no picture. */
  status = 'connecting; ask again in a moment'
  private readonly closing = new AbortController()
  private source: Source | undefined
  private readonly running: Promise<void>

  /** @param onFault is told of faults of our own */
  constructor(
    readonly version: number,
    readonly projectId: string,
    private readonly readable: () => Promise<ReadableInput>,
    private readonly deps: ViewDeps,
    onFault: (error: unknown) => void,
  ) {
    this.running = this.run().catch((error: unknown) => {
      this.status = 'the source could not be opened; the server log tells why'
      onFault(error)
    })
  }

  /** Resolves when its decoder is gone. */
  async close(): Promise<void> {
    this.closing.abort()
    await this.source?.close()
    await this.running
  }

  private async run(): Promise<void> {
    const { signal } = this.closing
    const input = await this.readable()
    while (!signal.aborted) {
      const locator = this.deps.locatorOf(input)
      this.source = openSource(sourceOptions(locator, this.deps, FPS), {
        onState: (state) => {
          if (state.kind === 'lost') this.lost(state.status)
        },
      })
      if (!signal.aborted) await this.show(this.source)
      locator.close?.()
      await pause(this.picture ? 0 : AGAIN_MS, signal)
    }
  }

  private async show(source: Source): Promise<void> {
    try {
      for await (const frame of source.frames()) {
        this.picture = await pictureOf(frame)
        // A file gives its frames as fast as they are taken.
        await pause(1_000 / FPS / 2, this.closing.signal)
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      this.lost(error.message)
    }
  }

  /** An old picture would be taken for a live one. */
  private lost(status: string): void {
    this.picture = undefined
    this.status = status
  }
}
