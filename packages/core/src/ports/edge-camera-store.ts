/** Cameras that are registered at a node. Every method is one transaction. */
import type { CameraStream, StreamChoice } from '../camera/streams.js'

/** The node of the all-in-one: its own worker. */
export const LOCAL_NODE = 'local'

export interface EdgeCamera {
  /** `^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$`, unique within the project. */
  id: string
  projectId: string
  name: string
  description: string
  /** Whose workers reach it. */
  nodeId: string
  /** One to three, each name once, `main` among them. */
  streams: CameraStream[]
  /** Which of them is analysed. */
  stream: StreamChoice
  /** The device that was asked for its streams, credentials included. */
  onvif?: { address: string; user: string; password: string }
  /** Integer milliseconds UTC. */
  createdAt: number
  /** Grows with every change. */
  updatedAt: number
}

export interface EdgeCameraFilter {
  projectId: string
  /** Case-sensitive part of the name. */
  nameLike?: string
  /** Case-sensitive part of the id. */
  idLike?: string
  nodeId?: string
  /** By time of creation. */
  sortDir: 'asc' | 'desc'
  /** Rows to skip, at least 0. */
  offset: number
  limit: number
}

/** Who reads a camera; jobs that are being deleted do not count. */
export interface CameraUse {
  jobs: number
  sources: number
}

export interface EdgeCameraStore {
  /**
   * @param most cameras that the project may have
   * @throws ProjectGone, NameTaken for its id, QuotaReached
   */
  add(camera: EdgeCamera, most: number): Promise<void>
  get(projectId: string, id: string): Promise<EdgeCamera | undefined>
  list(filter: EdgeCameraFilter): Promise<{ cameras: EdgeCamera[]; total: number }>
  /**
   * Replaces all but id, project and time of creation.
   * @returns false when it is no longer as `before`
   */
  change(before: EdgeCamera, to: EdgeCamera): Promise<boolean>
  /** Who reads it: nobody, and it is gone; some, and it stays. Undefined: there is no such camera. */
  remove(projectId: string, id: string): Promise<CameraUse | undefined>
}

/** Thrown when what is stored would read an edge camera that is not, or no longer, in the project. */
export class CameraGone extends Error {
  constructor(readonly cameraId: string) {
    super(`edge camera ${cameraId} is not there`)
  }
}
