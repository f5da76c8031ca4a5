/** Puts RTP packets that a network has shuffled back into order, as long as that needs no long wait. */

/** At 4 Mbit/s a tenth of a second. */
const HELD = 32
/** So far behind, a packet is no late one: the camera has begun to count anew. */
const LATEST = 1_000
const NUMBERS = 65_536

export class RtpOrder {
  private next: number | undefined
  private readonly held = new Map<number, Buffer>()

  constructor(private readonly onPacket: (packet: Buffer) => void) {}

  /** What is no RTP packet is left out. */
  push(packet: Buffer): void {
    if (packet.length < 12 || (packet[0] ?? 0) >> 6 !== 2) return
    const number = packet.readUInt16BE(2)
    this.next ??= number
    const ahead = (number - this.next + NUMBERS) % NUMBERS
    const behind = NUMBERS - ahead
    if (ahead > 0 && behind <= LATEST) return
    if (ahead > LATEST) {
      this.held.clear()
      this.next = number
    }
    this.held.set(number, packet)
    // What is missing now will not come.
    if (this.held.size > HELD) this.next = this.lowest()
    this.give()
  }

  private give(): void {
    for (let packet = this.held.get(this.next!); packet; packet = this.held.get(this.next!)) {
      this.held.delete(this.next!)
      this.next = (this.next! + 1) % NUMBERS
      this.onPacket(packet)
    }
  }

  private lowest(): number {
    let best = NUMBERS
    for (const number of this.held.keys()) best = Math.min(best, (number - this.next! + NUMBERS) % NUMBERS)
    return (this.next! + best) % NUMBERS
  }
}
