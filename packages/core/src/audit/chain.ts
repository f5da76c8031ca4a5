/** The hash chain: how an entry is tied to the one before, and where a chain is broken. */
import { placeText } from './record.js'

/** Hex SHA-256 of a text in UTF-8. */
export type Sha256 = (text: string) => string

export interface AuditLine {
  seq: number
  /** Integer milliseconds UTC. */
  at: number
  /** `entryText`, as it was hashed. */
  entry: string
  /** 64 lower-case hex digits. */
  hash: string
}

/** What stands before the first entry. */
export const GENESIS = '0'.repeat(64)

export const linkHash = (sha256: Sha256, previous: string, entry: string): string =>
  sha256(`${previous}\n${entry}`)

export interface Verdict {
  ok: boolean
  /** Entries that are as they were written, from the first one looked at. */
  entries: number
  /** The last of them: whoever keeps it finds out later whether the end of the log was cut off. */
  head?: { seq: number; hash: string }
  /** `seq` of the first entry that is changed, missing or out of place. */
  brokenAt?: number
}

/**
 * Goes along a chain, or a whole piece of one, line by line.
 * @param start `seq` and previous hash of the first line; the beginning of the chain when left out
 * @param known a hash that the chain must hold: seen earlier as its head
 */
export class ChainCheck {
  private next: number
  private previous: string
  private entries = 0
  private isBroken = false
  private isKnownThere: boolean

  constructor(
    private readonly sha256: Sha256,
    private readonly chain: string,
    start: { seq: number; previous: string } = { seq: 1, previous: GENESIS },
    private readonly known?: string,
  ) {
    this.next = start.seq
    this.previous = start.previous
    this.isKnownThere = known === undefined || known === start.previous
  }

  /** False once the chain is broken: what comes after can no longer be told. */
  add(line: AuditLine): boolean {
    if (this.isBroken || !this.follows(line)) {
      this.isBroken = true
      return false
    }
    this.previous = line.hash
    this.next++
    this.entries++
    if (line.hash === this.known) this.isKnownThere = true
    return true
  }

  verdict(): Verdict {
    const ok = !this.isBroken && this.isKnownThere
    return {
      ok,
      entries: this.entries,
      ...(this.entries > 0 ? { head: { seq: this.next - 1, hash: this.previous } } : {}),
      ...(ok ? {} : { brokenAt: this.next }),
    }
  }

  private follows({ seq, at, entry, hash }: AuditLine): boolean {
    if (seq !== this.next || hash !== linkHash(this.sha256, this.previous, entry)) return false
    return entry.startsWith(placeText({ chain: this.chain, seq, at }))
  }
}
