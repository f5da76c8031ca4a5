/** Ids that follow from what they name, so that a result analysed once has one id however often it is handed over. */
import { createHash } from 'node:crypto'

/** An upper-case UUID (version 8, RFC 9562) from SHA-256 over the parts. */
export function uuidFrom(...parts: (string | number)[]): string {
  const bytes = createHash('sha256').update(parts.join('/')).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
