/** Makes damaged and lying media files from good ones; the same seed makes the same files everywhere. */

export interface GoodFile {
  /** With its ending. */
  name: string
  bytes: Buffer
}

/** Boxes and atoms whose lengths and counts demuxers believe. */
const BOXES =
  'moov trak mdia minf stbl stsd stsz stco co64 stts ctts stsc elst moof traf trun tfhd mdat avcC hvcC dref'
/** Values that lie well: none, one, sign bits, all ones. */
const LIES = [0, 1, 7, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff, 0x10_00_00_00, 0x00_ff_ff_ff]

type Random = () => number

/** Numbers from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit)

/** @param size of the good files' pictures, for lies about it */
export function mutate(
  files: readonly GoodFile[],
  size: { width: number; height: number },
  random: Random,
): GoodFile {
  const file = files[below(random, files.length)]!
  const ways = [flips, truncated, spliced, lyingBoxes, lyingSizes]
  const way = ways[below(random, ways.length)]!
  return { name: file.name, bytes: way(Buffer.from(file.bytes), random, files, size) }
}

function flips(bytes: Buffer, random: Random): Buffer {
  // Heads are small and matter most.
  const limit = random() < 0.5 ? Math.min(bytes.length, 2_048) : bytes.length
  for (let i = 1 + below(random, 64); i > 0; i--) bytes[below(random, limit)] = below(random, 256)
  return bytes
}

function truncated(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, below(random, bytes.length))
}

function spliced(bytes: Buffer, random: Random, files: readonly GoodFile[]): Buffer {
  const other = files[below(random, files.length)]!.bytes
  const from = below(random, other.length)
  const part = other.subarray(from, from + below(random, 20_000))
  const at = below(random, bytes.length)
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(random() < 0.5 ? at : at + part.length)])
}

function lyingBoxes(bytes: Buffer, random: Random): Buffer {
  const names = BOXES.split(' ')
  for (let i = 0; i < 4; i++) {
    const at = bytes.indexOf(names[below(random, names.length)]!, 0, 'latin1')
    if (at < 4 || at + 16 > bytes.length) continue
    // Its length, its version and flags, or its count.
    const field = at + [-4, 4, 8][below(random, 3)]!
    bytes.writeUInt32BE(LIES[below(random, LIES.length)]!, field)
  }
  return flips(bytes, random)
}

function lyingSizes(bytes: Buffer, random: Random, _: readonly GoodFile[], size: { width: number }): Buffer {
  for (const order of [16, 8]) {
    const wanted = Buffer.from(
      order === 16 ? [size.width >> 8, size.width & 255] : [size.width & 255, size.width >> 8],
    )
    for (let at = bytes.indexOf(wanted); at >= 0 && at + 2 < bytes.length; at = bytes.indexOf(wanted, at + 2))
      if (random() < 0.5) bytes.writeUInt16BE(below(random, 65_536), at)
  }
  return bytes
}
