/** Which inputs this worker can read, and what it says of the others. */
import type { DirectInput } from '@vigia/core'

/** The address to open; undefined when this release has no reader for such inputs. */
export function addressOf(input: DirectInput): string | undefined {
  return input.type === 'url' ? input.url : undefined
}

export function unreadable({ type }: DirectInput): string {
  return `No worker of this installation can read inputs of type ${type}. Give the address of the file or stream as input.type url, or install a release that reads ${type}, then start the job.`
}
