/** The files below a folder as keys, in the order in which S3 lists them. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const byBytes = (one: string, two: string): number => Buffer.compare(Buffer.from(one), Buffer.from(two))

/**
 * Keys that begin with `prefix` and come behind `after`. Links are not followed, and files that are neither file nor
 * folder are left out. Folders in which there can be none are not read.
 * @param below '' or the key of a folder, with its slash
 */
export async function* walk(
  root: string,
  { prefix, after = '' }: { prefix: string; after?: string | undefined },
  below = '',
): AsyncGenerator<string, void, undefined> {
  for (const key of await entries(root, below)) {
    const isFolder = key.endsWith('/')
    // All in a folder that comes before `after`, and does not hold it, comes before it too.
    if (byBytes(key, after) <= 0 && !(isFolder && after.startsWith(key))) continue
    if (!isFolder && key.startsWith(prefix)) yield key
    if (isFolder && (key.startsWith(prefix) || prefix.startsWith(key)))
      yield* walk(root, { prefix, after }, key)
  }
}

/** With a slash behind those of folders: `b-1` comes before what is in `b`. */
async function entries(root: string, below: string): Promise<string[]> {
  const found = await readdir(join(root, below), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      // It may go while it is walked through.
      if (below !== '' && error.code === 'ENOENT') return []
      throw error
    },
  )
  return found
    .flatMap((entry) => {
      if (entry.isDirectory()) return `${below}${entry.name}/`
      return entry.isFile() ? `${below}${entry.name}` : []
    })
    .sort(byBytes)
}
