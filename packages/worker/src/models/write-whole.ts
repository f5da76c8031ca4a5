/** Writes a file so that readers see the old content or the new, never a part. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

/** The temporary file lies beside `path`; two writers at once both succeed and the later one stays. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
