/** Users, as Keystone clients ask for them and make them. */
import { type Static, Type } from 'typebox'
import { DomainItem } from './domains.js'
import { identityDescription, identityId, onePageLinks, page, pageLinks, perPage } from './identity-common.js'

/** Addresses of mail are fine. */
const userName = Type.String({ pattern: '^[a-zA-Z0-9_.@-]{1,64}$' })
const password = Type.String({ minLength: 8, maxLength: 128 })

export const UserPath = Type.Object({ user_id: identityId })
export const UserItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  domain_id: Type.String(),
  description: Type.String(),
  enabled: Type.Boolean(),
  password_expires_at: Type.String({ description: 'Empty: passwords do not end' }),
  links: Type.Object({ self: Type.String() }),
})
export type UserItem = Static<typeof UserItem>
export const UserAnswer = Type.Object({ user: UserItem })
export const UserList = Type.Object({ links: pageLinks, users: Type.Array(UserItem) })
export const UserQuery = Type.Object({
  domain_id: Type.Optional(Type.String({ maxLength: 64 })),
  name: Type.Optional(Type.String({ maxLength: 64 })),
  enabled: Type.Optional(Type.Boolean()),
  page,
  per_page: perPage,
})
export type UserQuery = Static<typeof UserQuery>
export const CreateUser = Type.Object({
  user: Type.Object({
    name: userName,
    password,
    description: Type.Optional(identityDescription),
    domain_id: Type.Optional(
      Type.String({ maxLength: 64, description: 'One that the caller administers; left out, the own one' }),
    ),
    enabled: Type.Optional(Type.Boolean()),
  }),
})
export type CreateUser = Static<typeof CreateUser>
/** What is left out stays. */
export const ChangeUser = Type.Object({
  user: Type.Object({
    name: Type.Optional(userName),
    password: Type.Optional(password),
    description: Type.Optional(identityDescription),
    enabled: Type.Optional(
      Type.Boolean({ description: 'Tokens and access keys of a user who is switched off are worth nothing' }),
    ),
  }),
})
export type ChangeUser = Static<typeof ChangeUser>
export const ChangePassword = Type.Object({
  user: Type.Object({
    original_password: Type.String({ minLength: 1, maxLength: 128 }),
    password,
  }),
})
export type ChangePassword = Static<typeof ChangePassword>

export const AuthDomains = Type.Object({ links: onePageLinks, domains: Type.Array(DomainItem) })
