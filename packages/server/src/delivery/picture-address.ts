/** Where a receiver finds a picture without signing in: an address that expires and cannot be made up. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Made anew for every attempt; long enough for a receiver that works its queue off after a weekend. */
const VALID_MS = 7 * 24 * 3_600_000

export class PictureAddresses {
  /**
   * @param key secret; another one makes all addresses invalid
   * @param base where receivers reach this server: scheme, host and port
   */
  constructor(
    private readonly key: Buffer,
    private readonly base: () => string,
  ) {}

  /** @param now integer milliseconds UTC */
  of(projectId: string, messageId: string, now: number): string {
    const expires = Math.floor((now + VALID_MS) / 1_000)
    const query = new URLSearchParams({
      expires: String(expires),
      signature: this.sign(projectId, messageId, expires),
    })
    return `${this.base()}/v2/${projectId}/pictures/${encodeURIComponent(messageId)}?${query}`
  }

  /**
   * @param expires Unix seconds, as the address says
   * @param now integer milliseconds UTC
   */
  isValid(
    {
      projectId,
      messageId,
      expires,
      signature,
    }: Record<'projectId' | 'messageId' | 'signature', string> & {
      expires: number
    },
    now: number,
  ): boolean {
    const right = Buffer.from(this.sign(projectId, messageId, expires))
    const given = Buffer.from(signature)
    return given.length === right.length && timingSafeEqual(given, right) && expires * 1_000 > now
  }

  private sign(projectId: string, messageId: string, expires: number): string {
    return createHmac('sha256', this.key).update(`${projectId}/${messageId}/${expires}`).digest('base64url')
  }
}
