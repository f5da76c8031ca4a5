/** Domains, users, projects and tokens, with the users' roles, access keys and wrong passwords. */
import type { QuotaName } from '../identity/quotas.js'
import type { RoleAssignment } from '../identity/roles.js'
import type { AccessKeyStore } from './access-key-store.js'
import type { RoleStore } from './role-store.js'
import type { SignInFailureStore } from './sign-in-failure-store.js'

export interface Domain {
  id: string
  name: string
  description: string
  /** Nobody of a domain that is switched off signs in, and nobody works in its projects; their jobs go on. */
  enabled: boolean
}
export interface User {
  id: string
  name: string
  domainId: string
  domainName: string
  /** argon2id PHC string. */
  passwordHash: string
  description: string
  enabled: boolean
  domainEnabled: boolean
}
export type NewUser = Omit<User, 'description' | 'enabled' | 'domainEnabled'> &
  Partial<Pick<User, 'description' | 'enabled'>>
/** 0: open. 1: frozen, its jobs are or become FROZEN. 2: being thawed, its jobs go back to what they were. */
export type Frozen = 0 | 1 | 2
export interface Project {
  /** 32 lower-case hex digits. */
  id: string
  name: string
  description: string
  domainId: string
  domainName: string
  enabled: boolean
  domainEnabled: boolean
  frozen: Frozen
  /** Why it was frozen, for people; empty when open or when nobody said. */
  frozenReason: string
}
export type NewProject = Omit<Project, 'domainEnabled' | 'frozen' | 'frozenReason'>
export interface TokenRow {
  /** Hex SHA-256 of the token. */
  hash: string
  userId: string
  projectId: string | undefined
  issuedAt: number
  expiresAt: number
}
/** Users of these domains, or of all; all given members must fit. */
export interface UserFilter {
  domainIds?: readonly string[]
  name?: string
  enabled?: boolean
  /** Rows to skip, at least 0. */
  offset: number
  /** Rows to return, at least 1. */
  limit: number
}
/** How many of a thing a project has, and how many it may have. */
export interface QuotaUse {
  used: number
  limit: number
}
/** What keeps a project or a domain from being deleted, and how many of each; those that are 0 are left out. */
export type Contents = Record<string, number>

/** Whatever makes or renames something throws NameTaken with the name when it is taken. */
export interface IdentityStore {
  readonly keys: AccessKeyStore
  readonly signInFailures: SignInFailureStore
  readonly roles: RoleStore
  /** True when no user exists yet. */
  isEmpty(): Promise<boolean>

  createDomain(
    id: string,
    name: string,
    more?: Partial<Pick<Domain, 'description' | 'enabled'>>,
  ): Promise<void>
  /** The one with this id or name; with both, both must fit; with neither, none does. */
  domain(named: { id?: string; name?: string }): Promise<Domain | undefined>
  /** By name. */
  domains(): Promise<Domain[]>
  /** @throws LastAdmin */
  changeDomain(id: string, to: Partial<Omit<Domain, 'id'>>): Promise<void>
  /** With the roles on it; tells what still is in it, and then deletes nothing. */
  removeDomain(id: string): Promise<Contents>

  /** @param roles given in the same transaction */
  createUser(user: NewUser, roles?: readonly Omit<RoleAssignment, 'userId'>[]): Promise<void>
  userByName(name: string, domain: { id?: string; name?: string }): Promise<User | undefined>
  userById(id: string): Promise<User | undefined>
  /** By name of domain, then of user. */
  users(filter: UserFilter): Promise<{ users: User[]; total: number }>
  /**
   * With a password the user's tokens end in the same transaction.
   * @param before hash of the password that the change was allowed by: with another one by now nothing is changed
   * @returns false when nothing was changed for that
   * @throws LastAdmin
   */
  changeUser(
    id: string,
    to: Partial<Pick<User, 'name' | 'description' | 'enabled' | 'passwordHash'>>,
    before?: string,
  ): Promise<boolean>
  /**
   * With roles, access keys and tokens.
   * @throws LastAdmin
   */
  removeUser(id: string): Promise<void>

  createProject(project: NewProject): Promise<void>
  /** Of the domain, by name; without one all, by name of domain, then of project. */
  projects(domainId?: string): Promise<Project[]>
  /** Those in which the user has a role, by name of domain, then of project. */
  projectsOf(userId: string): Promise<Project[]>
  project(id: string): Promise<Project | undefined>
  changeProject(id: string, to: Partial<Pick<Project, 'name' | 'description' | 'enabled'>>): Promise<void>
  /**
   * With roles, quotas, tokens and orders; tells what still is in it, and then deletes nothing. What others are about to
   * store in it is refused from then on: ProjectGone.
   */
  removeProject(id: string): Promise<Contents>

  /** Also a project that is being thawed; the reason of one that is frozen is replaced. */
  freeze(id: string, reason: string): Promise<void>
  /** Frozen becomes being thawed; any other project stays as it is. */
  thaw(id: string): Promise<void>
  /** Frozen projects and those being thawed. */
  frozenProjects(): Promise<{ id: string; frozen: 1 | 2 }[]>
  /** The jobs are back: a project being thawed is open; one that was frozen again meanwhile stays so. */
  thawed(id: string): Promise<void>

  /** How many of these the project may have. */
  quota(projectId: string, name: QuotaName): Promise<number>
  quotas(projectId: string): Promise<Record<QuotaName, QuotaUse>>
  /** What is left out stays. */
  setQuotas(projectId: string, to: Partial<Record<QuotaName, number>>): Promise<void>

  /** False, and nothing is kept, when the user is gone, switched off, or has another password than this hash's. */
  putToken(token: TokenRow, passwordHash: string): Promise<boolean>
  tokenByHash(hash: string): Promise<TokenRow | undefined>
  dropToken(hash: string): Promise<void>
  /** Removes tokens that ended before `now`. */
  dropExpiredTokens(now: number): Promise<void>
}

/** Thrown by stores of what projects hold: the project was deleted since its caller was let in. */
export class ProjectGone extends Error {
  constructor(readonly projectId: string) {
    super(`project ${projectId} is not there any more`)
  }
}
