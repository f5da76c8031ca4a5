/** What a detector and its thread say to each other. */
import type { Detection } from '@vigia/core'
import type { ModelManifest } from '../models/manifest.js'

/** Given to the thread when it starts. */
export interface ThreadSetup {
  modelPath: string
  manifest: ModelManifest
  threads: number
}

export interface DetectCall {
  kind: 'detect'
  id: number
  /** RGB content; its memory is handed over. */
  rgb: Uint8Array
  width: number
  height: number
  minScore: number
  wanted: readonly string[] | undefined
}

export type ToThread = DetectCall | { kind: 'close' }

export type FromThread =
  | { kind: 'ready' }
  | { kind: 'found'; id: number; detections: Detection[] }
  | { kind: 'failed'; id: number; message: string }
