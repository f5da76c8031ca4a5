/** Access keys of users: made, looked up for signed requests, switched off and removed. */
import { randomInt } from 'node:crypto'
import {
  type AccessKey,
  type Clock,
  type IdentityStore,
  type Project,
  type RoleAssignment,
  roleIn,
  type User,
} from '@vigia/core'
import { ShortCache } from './short-cache.js'

/** Enough to change keys one program after the other; far from a number that slows a list down. */
export const MOST_KEYS = 10

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const ANY = `${UPPER}${UPPER.slice(0, 26).toLowerCase()}`
/** Lengths as the public cloud has them; 40 of 62 characters are 238 bits. */
const ACCESS_LENGTH = 20
const SECRET_LENGTH = 40

const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

export interface KnownKey {
  key: AccessKey
  user: User
  /** All roles of the user. */
  grants: readonly RoleAssignment[]
}

export class AccessKeys {
  private readonly cache: ShortCache<KnownKey>
  private readonly projects: ShortCache<Project>

  constructor(
    private readonly identity: IdentityStore,
    private readonly clock: Clock,
  ) {
    this.cache = new ShortCache(clock)
    this.projects = new ShortCache(clock)
  }

  /** Undefined when the user has MOST_KEYS already. */
  async create(user: User, description: string): Promise<AccessKey | undefined> {
    const key = {
      access: drawn(UPPER, ACCESS_LENGTH),
      userId: user.id,
      secret: drawn(ANY, SECRET_LENGTH),
      active: true,
      description,
      createdAt: this.clock.now(),
    }
    return (await this.identity.keys.add(key, MOST_KEYS)) ? key : undefined
  }

  list(userId: string): Promise<AccessKey[]> {
    return this.identity.keys.ofUser(userId)
  }

  /** Holds at once on this server. */
  async change(access: string, to: { active?: boolean; description?: string }): Promise<void> {
    await this.identity.keys.change(access, to)
    this.cache.forget(access)
  }

  /** Holds at once on this server. */
  async remove(access: string): Promise<void> {
    await this.identity.keys.remove(access)
    this.cache.forget(access)
  }

  /** For signed requests: opening a sealed secret and reading its user is done once in 5 s. */
  async known(access: string): Promise<KnownKey | undefined> {
    return this.cache.get(access, async () => {
      const key = await this.identity.keys.find(access)
      const user = key && (await this.identity.userById(key.userId))
      if (!key || !user) return undefined
      return { key, user, grants: await this.identity.roles.ofUser(user.id) }
    })
  }

  /** The project with this id, where these roles are good for anything in it. */
  async projectOf(grants: readonly RoleAssignment[], id: string): Promise<Project | undefined> {
    const project = await this.projects.get(id, () => this.identity.project(id))
    return project && roleIn(grants, project) ? project : undefined
  }

  /** After a change of a user, a role, a project, a domain. */
  forgetAll(): void {
    this.cache.forgetAll()
    this.projects.forgetAll()
  }
}
