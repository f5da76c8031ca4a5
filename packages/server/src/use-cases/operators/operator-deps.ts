/** What the use cases of operators need, and who acts. */
import type { IdentityStore, RoleAssignment, User } from '@vigia/core'
import type { SignInLimit } from '../../identity/index.js'

export interface OperatorDeps {
  identity: IdentityStore
  ids: { hex32(): string }
  signInLimit: SignInLimit
  log: { info(fields: object, text: string): void }
  /** What was remembered of users, roles, projects and domains may be old. */
  forgetSignedIn(): void
  /** Called after every change that the engine should see at once. */
  wake(): void
}

export interface Actor {
  user: User
  /** All roles of the user. */
  grants: readonly RoleAssignment[]
}
