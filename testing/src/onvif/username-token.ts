/** WS-UsernameToken with a digest, as a device judges it (OASIS Web Services Security UsernameToken Profile 1.1). */
import { createHash } from 'node:crypto'
import { textOf } from './soap.js'

/** How far the sender's clock may be from the device's own. */
const TOLERANCE_MS = 5_000

export class UsernameTokens {
  private readonly seen = new Set<string>()

  constructor(
    private readonly user: string,
    private readonly password: string,
    /** The device's clock. */
    private readonly now: () => number,
  ) {}

  /** A nonce counts once, and only within the tolerance of its time. */
  isGood(xml: string): boolean {
    const [digest, nonce, created] = ['Password', 'Nonce', 'Created'].map((name) => textOf(xml, name))
    if (!digest || !nonce || !created || textOf(xml, 'Username') !== this.user || this.seen.has(nonce))
      return false
    if (!(Math.abs(Date.parse(created) - this.now()) <= TOLERANCE_MS)) return false
    this.seen.add(nonce)
    const expected = createHash('sha1')
      .update(Buffer.from(nonce, 'base64'))
      .update(created)
      .update(this.password)
      .digest('base64')
    return digest === expected
  }
}
