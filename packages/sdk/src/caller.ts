/** What the parts of the client send with: the token is put in, and renewed when it ends. */
import type { HttpRequest } from './http.js'

/** The path is made once the project is known. All throw VigiaError. */
export interface Caller {
  /** The answer parsed as JSON. */
  json(make: (projectId: string) => HttpRequest): Promise<unknown>
  /** The answer as it is; undefined when the server has none (404). */
  blob(make: (projectId: string) => HttpRequest): Promise<Blob | undefined>
  /** The answer as text, piece by piece. */
  text(make: (projectId: string) => HttpRequest): Promise<AsyncIterable<string>>
  /** The answer, piece by piece. */
  stream(make: (projectId: string) => HttpRequest): Promise<AsyncIterable<Uint8Array>>
}

/** A part of a path, encoded so that it leads nowhere else. */
export const part = encodeURIComponent

/** A path below `/v2/{project_id}` of the project that is signed in to. */
export const inProject =
  (
    method: HttpRequest['method'],
    below: string,
    more: Omit<HttpRequest, 'method' | 'path'> = {},
  ): ((projectId: string) => HttpRequest) =>
  (projectId) => ({ method, path: `/v2/${part(projectId)}/${below}`, ...more })
