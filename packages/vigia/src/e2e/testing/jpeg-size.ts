/** Reads the size of a picture, as a receiver of alarms would. */

/** Width and height of a JPEG, read from its frame header. @throws Error when it is none */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0) !== 0xffd8) throw new Error('no JPEG: it does not begin with FFD8')
  for (let at = 2; at + 9 < view.byteLength; ) {
    const marker = view.getUint16(at)
    // Baseline, extended and progressive; C4, C8 and CC are no frame headers.
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  throw new Error('no JPEG: there is no frame header in it')
}
