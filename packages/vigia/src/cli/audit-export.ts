/** Where an exported audit log goes: the standard output, or a file that was not there. */
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { CliDeps } from './deps.js'
import { usageError } from './exit-codes.js'

/** A file that was not written to its end is taken away again. */
export async function writeExport(
  deps: CliDeps,
  pieces: AsyncIterable<string>,
  output: string | undefined,
): Promise<void> {
  if (output === undefined) {
    for await (const piece of pieces) deps.stdout.write(piece)
    return
  }
  const file = await created(output)
  let lines = 0
  try {
    for await (const piece of pieces) {
      await file.appendFile(piece)
      lines += piece.split('\n').length - 1
    }
    await file.sync()
  } catch (error) {
    await rm(output, { force: true })
    throw error
  } finally {
    await file.close()
  }
  deps.stdout.write(`${lines} ${lines === 1 ? 'entry' : 'entries'} written to ${output}\n`)
}

/** Readable by its owner only: it tells who does what. */
async function created(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    throw usageError(
      `--output ${path} cannot be made: ${(error as Error).message}.`,
      'Name a file that is not there yet, in a folder that is.',
    )
  }
}
