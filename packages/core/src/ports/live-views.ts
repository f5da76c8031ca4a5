/** What of a source is shown while somebody looks: pictures of now, without any job. */
import type { DirectInput } from '../job/input.js'

export interface LivePicture {
  /** JPEG. */
  jpeg: Uint8Array
  /** Integer milliseconds UTC when it left the decoder. */
  at: number
  /** Pixels of the source's own frames, which the picture may have fewer of: lines and regions are given in these. */
  of?: { width: number; height: number }
}

export interface WantedView {
  sourceId: string
  projectId: string
  /** Changes with what the source reads: a view of an older one is ended. */
  version: number
  input: DirectInput
}

export interface LiveViews {
  /**
   * The newest picture. Asking opens the source, once for all who look, and keeps it open for ten seconds.
   * @returns without a picture while there is none yet; `status` tells why, in words
   * @throws ViewsTaken when it is not open and no other may be opened
   */
  latest(wanted: WantedView): { picture: LivePicture | undefined; status: string }
  /** Ends the view of a source that is gone. */
  close(sourceId: string): void
  /**
   * One picture of what is registered nowhere, or the reason why there is none; within 40 s.
   * @throws ViewsTaken
   */
  once(projectId: string, input: DirectInput): Promise<LivePicture | { reason: string }>
}

/** Thrown when as many are looked at already as may be. */
export class ViewsTaken extends Error {
  constructor(
    readonly most: number,
    readonly of: 'project' | 'server',
  ) {
    super(`${most} views are open`)
  }
}
