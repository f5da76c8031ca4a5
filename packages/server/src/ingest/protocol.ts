/** What the server and the ingest's thread say to each other. */
import type { Picture } from './channel.js'

/** What the thread begins with. */
export interface IngestOrder {
  host: string
  /** 0: a free one. */
  port: number
  /** Of the loopback, for readers; 0: a free one. */
  readerPort: number
  /** What readers show. */
  readerSecret: string
}

/** Whoever pushes now. */
export interface Push extends Picture {
  projectId: string
  name: string
  /** Integer milliseconds UTC. */
  since: number
  /** IP address of the encoder. */
  from: string
  /** Received so far. */
  bytes: number
  /** Of the last second. */
  kbps: number
  hasAudio: boolean
  /** A key frame has come. */
  isFlowing: boolean
}

export type ToThread =
  /** `isAllowed` is undefined when that cannot be told just now. */
  | { kind: 'answer'; ask: number; isAllowed: boolean | undefined }
  /** Its push is not wanted any more. */
  | { kind: 'end'; projectId: string; name: string }

export type FromThread =
  | { kind: 'listening'; port: number; readerPort: number }
  | { kind: 'deaf'; code: string }
  /** May somebody push there? */
  | { kind: 'ask'; ask: number; projectId: string; name: string; key: string; from: string }
  /** All that are pushed; said after every change and once a second. */
  | { kind: 'pushes'; pushes: Push[] }
  /** Something for the log. */
  | { kind: 'told'; level: 'info' | 'warn'; text: string; fields: Record<string, string | number> }
