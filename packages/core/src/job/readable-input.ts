/**
 * What a run reads: an input together with everything that it takes to reach it, looked up when the run begins. It
 * carries secrets and is never stored.
 */
import type { EdgeCameraInput, ObsInput, RestfulInput, UrlInput, VcnInput, VisInput } from './input.js'

/** Names are each project's own. */
export type ReadableVis = VisInput & { projectId: string }

export type ReadableInput = UrlInput | ObsInput | ReadableVis | EdgeCameraInput | RestfulInput | VcnInput
