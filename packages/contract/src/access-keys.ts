/** Access keys, as IAM's OS-CREDENTIAL operations have them. */
import { type Static, Type } from 'typebox'

const status = Type.Enum(['active', 'inactive'])
const description = Type.String({ maxLength: 255 })
const userId = (description: string) => Type.Optional(Type.String({ maxLength: 64, description }))

const AccessKeyItem = Type.Object({
  access: Type.String({ description: 'Names the key in signed requests' }),
  user_id: Type.String(),
  status,
  description: Type.String(),
  create_time: Type.String({ description: 'UTC, with microseconds' }),
})
export type AccessKeyItem = Static<typeof AccessKeyItem>
export const AccessKeyAnswer = Type.Object({ credential: AccessKeyItem })
export const AccessKeys = Type.Object({ credentials: Type.Array(AccessKeyItem) })
const NewAccessKey = Type.Object({
  ...AccessKeyItem.properties,
  secret: Type.String({ description: 'What requests are signed with; not shown again' }),
})
export type NewAccessKey = Static<typeof NewAccessKey>
export const NewAccessKeyAnswer = Type.Object({ credential: NewAccessKey })

export const CreateAccessKey = Type.Object({
  credential: Type.Object({
    user_id: userId('Only the own id; left out, it is that'),
    description: Type.Optional(description),
  }),
})
export const UpdateAccessKey = Type.Object({
  credential: Type.Object({ status: Type.Optional(status), description: Type.Optional(description) }),
})
export const AccessKeyQuery = Type.Object({
  user_id: userId('Oneself, or a user of a domain that one administers; left out, oneself'),
})
export const AccessKeyPath = Type.Object({ access_key: Type.String({ minLength: 1, maxLength: 64 }) })
