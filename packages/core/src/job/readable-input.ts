/**
 * What a run reads: an input together with everything that it takes to reach it, looked up when the run begins. It
 * carries secrets and is never stored.
 */
import type { EdgeCameraInput, ObsInput, RestfulInput, UrlInput, VcnInput, VisInput } from './input.js'

export type ReadableInput = UrlInput | ObsInput | VisInput | EdgeCameraInput | RestfulInput | VcnInput
