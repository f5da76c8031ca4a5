/** Tokens: 256 random bits, only their SHA-256 at rest, valid 24 hours. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock, IdentityStore, Project, TokenRow, User } from '@vigia/core'

export const TOKEN_LIFE_MS = 24 * 3_600_000
/** A token revoked, or a project switched off, elsewhere is believed at most this long. */
const CACHE_MS = 5_000
const CACHE_ROWS = 10_000

export interface SignedIn {
  row: TokenRow
  user: User
  /** Undefined for a token without project scope. */
  project: Project | undefined
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export class Tokens {
  private readonly cache = new Map<string, { known: SignedIn; until: number }>()

  constructor(
    private readonly identity: IdentityStore,
    private readonly clock: Clock,
  ) {}

  async issue(user: User, project: Project | undefined): Promise<{ token: string; row: TokenRow }> {
    const token = randomBytes(32).toString('base64url')
    const issuedAt = this.clock.now()
    const row = {
      hash: hashOf(token),
      userId: user.id,
      projectId: project?.id,
      issuedAt,
      expiresAt: issuedAt + TOKEN_LIFE_MS,
    }
    await this.identity.putToken(row)
    return { token, row }
  }

  /** Undefined when the token is unknown or its time is over. */
  async check(token: string): Promise<SignedIn | undefined> {
    const hash = hashOf(token)
    const now = this.clock.now()
    const cached = this.cache.get(hash)
    if (cached && cached.until > now) return cached.known.row.expiresAt > now ? cached.known : undefined
    this.cache.delete(hash)
    const row = await this.identity.tokenByHash(hash)
    if (!row || row.expiresAt <= now) return undefined
    const user = await this.identity.userById(row.userId)
    if (!user) return undefined
    const project = row.projectId === undefined ? undefined : await this.identity.project(row.projectId)
    const known = { row, user, project }
    this.cache.set(hash, { known, until: now + CACHE_MS })
    // A map keeps the order of insertion: the first one was asked for longest ago.
    if (this.cache.size > CACHE_ROWS) this.cache.delete(this.cache.keys().next().value!)
    return known
  }

  async revoke(token: string): Promise<void> {
    const hash = hashOf(token)
    this.cache.delete(hash)
    await this.identity.dropToken(hash)
  }
}
