/** Oneself and one's domain, as Keystone clients ask for them. */
import { Type } from 'typebox'

const links = Type.Object({ self: Type.String() })

export const UserPath = Type.Object({ user_id: Type.String({ minLength: 1, maxLength: 64 }) })
export const UserAnswer = Type.Object({
  user: Type.Object({
    id: Type.String(),
    name: Type.String(),
    domain_id: Type.String(),
    enabled: Type.Boolean(),
    password_expires_at: Type.String({ description: 'Empty: passwords do not end' }),
    links,
  }),
})
export const AuthDomains = Type.Object({
  links: Type.Object({ self: Type.String(), next: Type.Null(), previous: Type.Null() }),
  domains: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      description: Type.String(),
      enabled: Type.Boolean(),
      links,
    }),
  ),
})
