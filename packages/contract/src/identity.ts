/** Sign-in: Keystone v3 as far as clients of VIAS use it (platform-api section 10.1). */
import { type Static, Type } from 'typebox'

const text = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }))
const named = Type.Object({ id: text, name: text }, { description: 'By id or by name' })

export const AuthRequest = Type.Object({
  auth: Type.Object({
    identity: Type.Object({
      methods: Type.Array(Type.Literal('password'), { minItems: 1, maxItems: 1 }),
      password: Type.Object({
        user: Type.Object(
          {
            id: text,
            name: text,
            password: Type.String({ minLength: 1, maxLength: 128 }),
            domain: Type.Optional(named),
          },
          { description: 'By id, or by name and domain' },
        ),
      }),
    }),
    scope: Type.Optional(
      Type.Object(
        {
          project: Type.Optional(Type.Object({ id: text, name: text, domain: Type.Optional(named) })),
          domain: Type.Optional(named),
        },
        { description: 'Jobs need a token with a project; without a scope it is the domain of the user' },
      ),
    ),
  }),
})
export type AuthRequest = Static<typeof AuthRequest>
export const AuthQuery = Type.Object({
  nocatalog: Type.Optional(Type.String({ description: 'Any value: the catalog stays empty' })),
})

/** The token that is looked at or revoked; that of the caller is in X-Auth-Token. */
export const SubjectHeader = Type.Object({ 'X-Subject-Token': Type.String({ minLength: 1 }) })

const ref = Type.Object({ id: Type.String(), name: Type.String() })
const inDomain = Type.Object({ id: Type.String(), name: Type.String(), domain: ref })
const endpoint = Type.Object({
  id: Type.String(),
  interface: Type.String(),
  region: Type.String(),
  region_id: Type.String(),
  url: Type.String(),
})
export const TokenAnswer = Type.Object({
  token: Type.Object({
    methods: Type.Array(Type.String()),
    issued_at: Type.String(),
    expires_at: Type.String({ description: 'Microseconds and Z, as Keystone writes it' }),
    user: Type.Object({
      id: Type.String(),
      name: Type.String(),
      domain: ref,
      password_expires_at: Type.String(),
    }),
    project: Type.Optional(inDomain),
    domain: Type.Optional(ref),
    roles: Type.Array(ref),
    catalog: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        type: Type.String(),
        endpoints: Type.Array(endpoint),
      }),
    ),
  }),
})
export type TokenAnswer = Static<typeof TokenAnswer>

export const IdentityVersion = Type.Object({
  version: Type.Object({
    id: Type.String(),
    status: Type.String(),
    updated: Type.String(),
    links: Type.Array(Type.Object({ rel: Type.String(), href: Type.String() })),
    'media-types': Type.Array(Type.Object({ base: Type.String(), type: Type.String() })),
  }),
})

/** Keystone's own error shape. */
export const IdentityError = Type.Object(
  { error: Type.Object({ code: Type.Integer(), message: Type.String(), title: Type.String() }) },
  { $id: 'IdentityError' },
)
