/** Where a job's frames come from: one item of the wire's `input.data` with its kind (platform-api section 3.2). */

/** An address of a file or stream. */
export interface UrlInput {
  type: 'url'
  /** As the user gave it, credentials included; never shown or logged unmasked. */
  url: string
}

/** A file, or all files below a prefix, in object storage. */
export interface ObsInput {
  type: 'obs'
  bucket: string
  path: string
}

/** A stream that is pushed to the platform under a name. */
export interface VisInput {
  type: 'vis'
  streamName: string
}

/** A camera that is registered at an edge node. */
export interface EdgeCameraInput {
  type: 'edgecamera'
  id: string
}

/** A server that answers a GET with the address of the stream. */
export interface RestfulInput {
  type: 'restful'
  /** As the user gave it, credentials included. */
  url: string
  /** At most 10 pairs; values are secrets. */
  headers: Record<string, string>
  certificateCheck: boolean
  /** Slash path into the JSON answer, e.g. `data/url`. */
  rtspPathInResponse: string
  nodeId?: string
}

/** A camera behind a Video Cloud Node. */
export interface VcnInput {
  type: 'vcn'
  /** Camera code `#` domain code. */
  deviceId: string
  /** 1 main stream, 2 and 3 sub-streams. */
  streamType?: number
  nodeId?: string
  server: { ip: string; port: number; username: string; password: string }
}

/** A source registered in the video centre: what it is is looked up when a run begins. */
export interface VideoSourceInput {
  type: 'video_source'
  /** Dashed UUID. */
  sourceId: string
}

/** What a registered source or a job names directly. */
export type DirectInput = UrlInput | ObsInput | VisInput | EdgeCameraInput | RestfulInput | VcnInput
/** Kinds of input; what a registered source is counts as what it is. */
export const INPUT_KINDS = ['url', 'obs', 'vis', 'edgecamera', 'restful', 'vcn'] as const
export type InputKind = DirectInput['type']
export type AnyInput = DirectInput | VideoSourceInput

/** `index`: position of this input in the create request, 0-49. */
export type JobInput = AnyInput & { index: number }
