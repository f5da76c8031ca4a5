/**
 * What a decoder has copied of its source beside decoding it: a folder of short Matroska files, each from one key frame to
 * another, and a list of their times. FFmpeg writes `000012.mkv,12.080000,13.080000` for each that is whole.
 */
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Segment {
  file: string
  /** Milliseconds in the times of its decoder. */
  startMs: number
  endMs: number
}

const LIST = 'list.csv'
/** Entries that FFmpeg keeps in the list; what is needed is at most 90 s, in segments of a second or more. */
const LISTED = 200

/**
 * FFmpeg's arguments of one more output, to be run in the folder. `tee` with a second way to nowhere: what cannot be
 * copied, or a full disk, must not end the analysis.
 */
export const COPY_ARGUMENTS: readonly string[] = [
  ...['-map', '0:v:0', '-c:v', 'copy', '-f', 'tee'],
  `[f=null]-|[f=segment:segment_format=matroska:segment_time=1:segment_list=${LIST}:segment_list_size=${LISTED}:onfail=ignore]%06d.mkv`,
]

/** Whole segments, oldest first; none when nothing was written yet. */
export async function segmentsIn(folder: string): Promise<Segment[]> {
  const text = await readFile(join(folder, LIST), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name = '', start, end] = line.split(',')
    const startMs = Number(start) * 1000
    const endMs = Number(end) * 1000
    return /^\d+\.mkv$/.test(name) && endMs >= startMs ? [{ file: join(folder, name), startMs, endMs }] : []
  })
}

/** Those that hold something of the time from `fromMs` to `toMs`, as far as there are any. */
export const segmentsFor = (segments: readonly Segment[], fromMs: number, toMs: number): Segment[] =>
  segments.filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs)

/**
 * Deletes segments that end before `keepFromMs`, and the oldest of the others while all together have more than `bytes`.
 * @returns those that are left
 */
export async function deleteOld(
  segments: readonly Segment[],
  keepFromMs: number,
  bytes: number,
): Promise<Segment[]> {
  const left: Segment[] = []
  let room = bytes
  for (const segment of segments.toReversed()) {
    const size = await stat(segment.file).then(
      (found) => found.size,
      () => undefined,
    )
    if (size === undefined) continue
    room -= size
    if (segment.endMs < keepFromMs || room < 0) await rm(segment.file, { force: true })
    else left.unshift(segment)
  }
  return left
}
