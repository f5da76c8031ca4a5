/** What a worker and the server say to each other about looks at registered sources. The worker asks, as for runs. */
import type { ReadableInput } from '../job/readable-input.js'
import type { LookOutcome } from '../looks/outcome.js'

/** One source to look at. */
export interface DueLook {
  sourceId: string
  /** Of this look: an outcome with an older one is refused. */
  ticket: number
  input: ReadableInput
  /** What the last look left; undefined at the first one. */
  memory: Uint8Array | undefined
}

export interface LookLink {
  /**
   * Hands out at most `free` looks, each to one worker only. One that is not told of within two minutes, as after a
   * crash, is handed out again.
   */
  dueLooks(free: number): Promise<DueLook[]>
  /** False when it is of no use any more: the source is gone, was changed, or was handed out again. */
  looked(sourceId: string, ticket: number, outcome: LookOutcome): Promise<boolean>
}
