/**
 * What a run reads: an input together with everything that it takes to reach it, looked up when the run begins. It
 * carries secrets and is never stored.
 */
import type { StorePlace } from '../ports/object-store.js'
import type { EdgeCameraInput, ObsInput, RestfulInput, UrlInput, VcnInput, VisInput } from './input.js'

/** Names are each project's own. */
export type ReadableVis = VisInput & { projectId: string }

/** A camera with the address of the stream that is analysed; without one when the project has no such camera. */
export interface ReadableEdgeCamera extends EdgeCameraInput {
  url?: string
}

/** With the store that its project has. */
export type StoredInput = ObsInput & { store: StorePlace }

export type ReadableInput =
  | UrlInput
  | StoredInput
  | ReadableVis
  | ReadableEdgeCamera
  | RestfulInput
  | VcnInput
