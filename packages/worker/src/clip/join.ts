/** Joins segments into one MP4 without decoding anything, from the first key frame on. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LARGEST_CLIP } from '@vigia/core'
import type { Segment } from './segments.js'

const TIMEOUT_MS = 30_000

/**
 * @param segments one behind the other, at least one
 * @param toMs where the clip ends, in their times
 * @param folder where the work is done; what is made there is removed
 * @returns MP4 whose index comes first, so that it plays while it is fetched
 * @throws Error whose message tells why there is none
 */
export async function joinSegments(
  segments: readonly Segment[],
  toMs: number,
  folder: string,
  ffmpegPath: string,
): Promise<Uint8Array> {
  const work = await mkdtemp(join(folder, 'join-'))
  const [list, made] = [join(work, 'list.txt'), join(work, 'clip.mp4')]
  // Matroska's own duration of a segment counts from the beginning of the source.
  const lines = segments.flatMap(({ file, startMs, endMs }) => [
    `file '${file.replaceAll("'", "'\\''")}'`,
    `duration ${(endMs - startMs) / 1000}`,
  ])
  await writeFile(list, ['ffconcat version 1.0', ...lines, ''].join('\n'))
  const seconds = (toMs - segments[0]!.startMs) / 1000
  const args = [
    ...['-v', 'error', '-nostdin', '-protocol_whitelist', 'file', '-format_whitelist', 'concat,matroska'],
    ...['-f', 'concat', '-safe', '0', '-i', list, '-t', String(seconds), '-c', 'copy'],
    ...['-movflags', '+faststart', '-fs', String(LARGEST_CLIP), '-f', 'mp4', made],
  ]
  try {
    await promisify(execFile)(ffmpegPath, args, { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', env: {} })
    const { size } = await stat(made)
    if (size > LARGEST_CLIP) throw new Error(`it would have more than ${LARGEST_CLIP} bytes`)
    return await readFile(made)
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function reasonOf(error: unknown): string {
  const { stderr, killed, message } = error as { stderr?: string; killed?: boolean; message: string }
  if (killed) return `it was not made within ${TIMEOUT_MS / 1000} s`
  if (stderr && /codec not currently supported in container|Could not find tag/i.test(stderr))
    return 'MP4 cannot hold the codec of this source'
  return stderr?.trim().split('\n').at(-1)?.slice(0, 300) || message
}
