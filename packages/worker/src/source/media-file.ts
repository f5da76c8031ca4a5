/** Opens a `file:` address, only below the folders an operator allowed, and hands out the open file. */
import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import type { SourceAddress } from './address.js'
import { AttemptError, failure } from './failure.js'
import { percentDecoded } from './parse-url.js'

const OUTSIDE = failure(
  'SOURCE.REFUSED',
  'input url: the file is not below a folder that may be read; an operator lists such folders in VIGIA_MEDIA_DIRS',
  'never',
)

function isBelow(file: string, folder: string): boolean {
  const path = relative(folder, file)
  return path !== '' && !path.startsWith('..') && !isAbsolute(path)
}

/**
 * The file is opened here and read by FFmpeg through its descriptor: what was checked is what is read, even when a
 * link is changed in between. A file outside is refused in the same words whether it exists or not.
 * @throws AttemptError
 */
export async function openMediaFile(
  address: SourceAddress,
  mediaDirs: readonly string[],
): Promise<FileHandle> {
  const path = address.host === '' || address.host === 'localhost' ? percentDecoded(address.rest) : ''
  if (!isAbsolute(path) || path.includes('\0'))
    throw new AttemptError(
      failure('SOURCE.UNSUPPORTED', 'input url: write file:// and the absolute path of the file', 'never'),
    )
  const folders: string[] = []
  for (const folder of mediaDirs) folders.push(await realpath(folder).catch(() => folder))
  const file = await realpath(path).catch(() => undefined)
  if (file === undefined) {
    const plausible = [...folders, ...mediaDirs].some((folder) => isBelow(path, folder))
    throw new AttemptError(
      plausible ? failure('SOURCE.NOT_FOUND', 'the file does not exist', 'never') : OUTSIDE,
    )
  }
  if (!folders.some((folder) => isBelow(file, folder))) throw new AttemptError(OUTSIDE)
  // O_NONBLOCK: opening a named pipe must not hang; it is refused below as no regular file.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => {
      throw new AttemptError(failure('SOURCE.NOT_FOUND', 'the file may not be read by this process', 'never'))
    },
  )
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new AttemptError(failure('SOURCE.NOT_VIDEO', 'it is not a regular file', 'never'))
}
