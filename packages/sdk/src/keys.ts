/** Access keys of the signed-in user. Every call throws VigiaError when it fails. */
import type { AccessKeyItem, NewAccessKey } from '@vigia/contract'
import type { HttpRequest } from './http.js'

/** Sends a request with the token. */
export type KeyCaller = (request: HttpRequest) => Promise<unknown>

const KEYS = '/v3.0/OS-CREDENTIAL/credentials'
const one = (access: string): string => `${KEYS}/${encodeURIComponent(access)}`

export class Keys {
  constructor(private readonly call: KeyCaller) {}

  /** Makes one; its secret is in this answer and in no other. A user has 10 at most. */
  async create(description = ''): Promise<NewAccessKey> {
    const answer = await this.call({ method: 'POST', path: KEYS, body: { credential: { description } } })
    return (answer as { credential: NewAccessKey }).credential
  }

  /** Oldest first. */
  async list(): Promise<AccessKeyItem[]> {
    const answer = await this.call({ method: 'GET', path: KEYS })
    return (answer as { credentials: AccessKeyItem[] }).credentials
  }

  /** What is left out stays. */
  async update(
    access: string,
    to: { status?: AccessKeyItem['status']; description?: string },
  ): Promise<AccessKeyItem> {
    const answer = await this.call({ method: 'PUT', path: one(access), body: { credential: to } })
    return (answer as { credential: AccessKeyItem }).credential
  }

  async delete(access: string): Promise<void> {
    await this.call({ method: 'DELETE', path: one(access) })
  }
}
