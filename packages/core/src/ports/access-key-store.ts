/** Access keys of users: what a signed request names, and the secret it is signed with. */
export interface AccessKey {
  /** 20 upper-case letters and digits; names the key in requests and logs. */
  access: string
  userId: string
  /** In clear here, because signatures are computed with it; sealed at rest. */
  secret: string
  active: boolean
  description: string
  createdAt: number
}

export interface AccessKeyStore {
  /** False, and nothing is kept, when the user has `most` keys already. */
  add(key: AccessKey, most: number): Promise<boolean>
  find(access: string): Promise<AccessKey | undefined>
  /** The keys of a user, oldest first. */
  ofUser(userId: string): Promise<AccessKey[]>
  change(access: string, to: Partial<Pick<AccessKey, 'active' | 'description'>>): Promise<void>
  remove(access: string): Promise<void>
}
