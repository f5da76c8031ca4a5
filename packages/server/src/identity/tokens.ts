/** Tokens: 256 random bits, only their SHA-256 at rest, valid 24 hours. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock, IdentityStore, Project, RoleAssignment, TokenRow, User } from '@vigia/core'
import { IdentityRefusal } from './refusal.js'
import { ShortCache } from './short-cache.js'

export const TOKEN_LIFE_MS = 24 * 3_600_000
/** An ended token is remembered this long, so that its owner is told that it has ended. */
const ENDED_MEMORY_MS = TOKEN_LIFE_MS

/** Who calls, however that was shown. */
export interface SignedIn {
  user: User
  /** All roles of the user. */
  grants: readonly RoleAssignment[]
  /** Undefined where no project was asked for. */
  project: Project | undefined
}

export interface KnownToken extends SignedIn {
  row: TokenRow
}

/** Whether a user may sign in. */
export const isOn = ({ enabled, domainEnabled }: User): boolean => enabled && domainEnabled

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export class Tokens {
  private readonly cache: ShortCache<KnownToken>

  constructor(
    private readonly identity: IdentityStore,
    private readonly clock: Clock,
  ) {
    this.cache = new ShortCache(clock)
  }

  /** @throws IdentityRefusal when the user was switched off or got another password since `user` was read */
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
    if (await this.identity.putToken(row, user.passwordHash)) return { token, row }
    throw new IdentityRefusal('unauthorized', 'The user has changed meanwhile; sign in again.')
  }

  /** The same as `check` for a token that was checked a moment ago; undefined when it has to be looked up. */
  remembered(token: unknown): KnownToken | undefined {
    const known = typeof token === 'string' ? this.cache.peek(hashOf(token)) : undefined
    return known && known.row.expiresAt > this.clock.now() ? known : undefined
  }

  /** Undefined when the token is unknown or its time is over. */
  async check(token: string): Promise<KnownToken | undefined> {
    const hash = hashOf(token)
    const known = await this.cache.get(hash, () => this.read(hash))
    return known && known.row.expiresAt > this.clock.now() ? known : undefined
  }

  /** Tells a token whose time is over from one that never was, for a day. */
  async hasEnded(token: string): Promise<boolean> {
    const row = await this.identity.tokenByHash(hashOf(token))
    return row !== undefined && row.expiresAt <= this.clock.now()
  }

  /** Holds at once, also for requests whose look-up is under way. */
  async revoke(token: string): Promise<void> {
    const hash = hashOf(token)
    await this.identity.dropToken(hash)
    this.cache.forget(hash)
  }

  /** After a change of what tokens carry along: a user, a role, a project, a domain. */
  forgetAll(): void {
    this.cache.forgetAll()
  }

  private async read(hash: string): Promise<KnownToken | undefined> {
    const row = await this.identity.tokenByHash(hash)
    const user = row && (await this.identity.userById(row.userId))
    if (!row || !user || !isOn(user)) return undefined
    const grants = await this.identity.roles.ofUser(user.id)
    const project = row.projectId === undefined ? undefined : await this.identity.project(row.projectId)
    return { row, user, grants, project }
  }
}

/** To be called now and then. */
export const dropOldTokens = (identity: IdentityStore, clock: Clock): Promise<void> =>
  identity.dropExpiredTokens(clock.now() - ENDED_MEMORY_MS)
