/** Domains, users, projects and tokens, with the users' access keys and wrong passwords. */
import type { AccessKeyStore } from './access-key-store.js'
import type { SignInFailureStore } from './sign-in-failure-store.js'

export interface Domain {
  id: string
  name: string
}
export interface User {
  id: string
  name: string
  domainId: string
  domainName: string
  /** argon2id PHC string. */
  passwordHash: string
}
export interface Project {
  /** 32 lower-case hex digits. */
  id: string
  name: string
  description: string
  domainId: string
  domainName: string
  enabled: boolean
}
export interface TokenRow {
  /** Hex SHA-256 of the token. */
  hash: string
  userId: string
  projectId: string | undefined
  issuedAt: number
  expiresAt: number
}
export interface IdentityStore {
  readonly keys: AccessKeyStore
  readonly signInFailures: SignInFailureStore
  /** True when no user exists yet. */
  isEmpty(): Promise<boolean>
  createDomain(id: string, name: string): Promise<void>
  /** The one with this id or name; with both, both must fit; with neither, none does. */
  domain(named: Partial<Domain>): Promise<Domain | undefined>
  createUser(user: User): Promise<void>
  /** Throws NameTaken-like errors as plain `Error` with the name; gives the user a role in it. */
  createProject(project: Project): Promise<void>
  userByName(name: string, domain: Partial<Domain>): Promise<User | undefined>
  userById(id: string): Promise<User | undefined>
  projects(domainId: string): Promise<Project[]>
  project(id: string): Promise<Project | undefined>
  /** Throws like createProject when the name is taken. */
  changeProject(id: string, to: Partial<Pick<Project, 'name' | 'description' | 'enabled'>>): Promise<void>
  putToken(token: TokenRow): Promise<void>
  tokenByHash(hash: string): Promise<TokenRow | undefined>
  dropToken(hash: string): Promise<void>
  /** Removes tokens that ended before `now`. */
  dropExpiredTokens(now: number): Promise<void>
}
