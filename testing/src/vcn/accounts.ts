/** Who may sign in to the simulated VCN, and which sessions it knows: they end by its clock. */
import { randomBytes } from 'node:crypto'

/**
 * No list of result codes was published but for those of a sign-in that succeeded. The others are of this simulator; a
 * client must not know them.
 */
export const RESULT = {
  ok: 0,
  passwordExpired: 119101305,
  firstSignIn: 119101308,
  wrongPassword: 119101301,
  locked: 119101302,
  notSignedIn: 119101311,
  noSuchCamera: 119101401,
  badRequest: 119101001,
} as const

export interface AccountRules {
  users: Record<string, string>
  /** A session nobody uses ends after so long, milliseconds. */
  sessionMs: number
  /** So many wrong passwords one after the other lock an account, for so long. */
  lockAfter: number
  lockMs: number
  /** What a sign-in that succeeds is answered with. */
  signInCode: number
}

export class Accounts {
  private readonly failures = new Map<string, { count: number; lockedUntil: number }>()
  private readonly sessions = new Map<string, { user: string; usedAt: number }>()

  constructor(
    readonly rules: AccountRules,
    private readonly now: () => number,
  ) {}

  /** Sessions that have not ended. */
  get open(): number {
    this.endOld()
    return this.sessions.size
  }

  signIn(user: string, password: string): { code: number; sessionId?: string } {
    const failed = this.failures.get(user) ?? { count: 0, lockedUntil: 0 }
    if (failed.lockedUntil > this.now()) return { code: RESULT.locked }
    if (!Object.hasOwn(this.rules.users, user) || this.rules.users[user] !== password) {
      failed.count++
      if (failed.count >= this.rules.lockAfter)
        Object.assign(failed, { count: 0, lockedUntil: this.now() + this.rules.lockMs })
      this.failures.set(user, failed)
      return { code: RESULT.wrongPassword }
    }
    this.failures.delete(user)
    const sessionId = randomBytes(16).toString('hex').toUpperCase()
    this.sessions.set(sessionId, { user, usedAt: this.now() })
    return { code: this.rules.signInCode, sessionId }
  }

  /** The user of a session, whose time begins anew. */
  userOf(sessionId: string): string | undefined {
    this.endOld()
    const session = this.sessions.get(sessionId)
    if (session) session.usedAt = this.now()
    return session?.user
  }

  signOut(sessionId: string): void {
    this.sessions.delete(sessionId)
  }

  /** As after a restart of the server. */
  forgetSessions(): void {
    this.sessions.clear()
  }

  private endOld(): void {
    for (const [id, { usedAt }] of this.sessions)
      if (this.now() - usedAt > this.rules.sessionMs) this.sessions.delete(id)
  }
}
