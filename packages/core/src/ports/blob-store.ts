/**
 * Pictures and clips of results, by name. Names are three parts long, `<projectId>/<yyyymmdd>/<MESSAGE-ID>.jpg` or `.mp4`:
 * what a name stands for never changes.
 */

export interface BlobStore {
  /**
   * Whole or not at all, and on disk when it resolves; in the place of what has this name.
   * @throws RangeError for what is no name of a blob
   */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Undefined when there is no such blob. */
  get(name: string): Promise<Uint8Array | undefined>
  /** Bytes; undefined when there is no such blob. */
  size(name: string): Promise<number | undefined>
  /** The bytes from `start` to `end`, both included and counted from 0. Ends early when the blob is removed meanwhile. */
  read(name: string, start: number, end: number): AsyncIterable<Uint8Array>
  /** What is not there is gone already. */
  remove(names: readonly string[]): Promise<void>
  /** All names, some at a time; one that comes or goes meanwhile may be told or not. */
  names(): AsyncIterable<string[]>
}

const NAME = /^([0-9a-z-]{1,64})\/(\d{8})\/([0-9a-z-]{1,64})\.(jpg|mp4)$/i

/** Parts of a blob's name. @throws RangeError for what is none */
export function partsOfBlobName(name: string): { projectId: string; day: string; messageId: string } {
  const parts = NAME.exec(name)
  if (!parts) throw new RangeError('a blob is named <project>/<yyyymmdd>/<message id>.jpg or .mp4')
  return { projectId: parts[1]!, day: parts[2]!, messageId: parts[3]! }
}

/** @param result `at` is integer milliseconds UTC */
export function blobName(
  result: { projectId: string; at: number; messageId: string },
  kind: 'jpg' | 'mp4',
): string {
  const day = new Date(result.at).toISOString().slice(0, 10).replaceAll('-', '')
  return `${result.projectId}/${day}/${result.messageId}.${kind}`
}
