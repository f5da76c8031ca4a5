/** Takes one file out of an unpacked tar archive held in memory. */

const BLOCK = 512
/** Type flags: '0' and NUL a file, 'x' a pax header for the next member, 'L' a GNU long name for it. */
const FILE = new Set(['0', '\0', ''])

/**
 * The content of the member at `path` below the archive's top folder (npm's is usually `package`), or undefined.
 * @throws when the archive ends in the middle of a member.
 */
export function tarMember(archive: Uint8Array, path: string): Uint8Array | undefined {
  let position = 0
  let longName: string | undefined
  while (position + BLOCK <= archive.length) {
    const header = archive.subarray(position, position + BLOCK)
    if (header[0] === 0) return undefined
    const size = Number.parseInt(text(header, 124, 12).trim(), 8)
    const content = archive.subarray(position + BLOCK, position + BLOCK + size)
    if (!Number.isInteger(size) || content.length !== size)
      throw new Error(`the archive is cut off or damaged at byte ${position}`)
    const type = text(header, 156, 1)
    const prefix = text(header, 345, 155)
    const name = longName ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`)
    if (FILE.has(type) && name.slice(name.indexOf('/') + 1) === path) return content
    longName = undefined
    if (type === 'x') longName = paxPath(text(content, 0, size))
    if (type === 'L') longName = text(content, 0, size)
    position += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return undefined
}

/** Up to the first NUL. */
function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8')
}

/** Records of `<length> key=value\n`. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1]
}
