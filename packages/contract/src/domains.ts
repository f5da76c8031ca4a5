/** Domains, as Keystone clients look them up and make them. */
import { type Static, Type } from 'typebox'
import { identityDescription, identityName, OneId, onePageLinks } from './identity-common.js'

export const DomainItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  enabled: Type.Boolean(),
  links: Type.Object({ self: Type.String() }),
})
export type DomainItem = Static<typeof DomainItem>
export const DomainAnswer = Type.Object({ domain: DomainItem })
export const DomainList = Type.Object({ links: onePageLinks, domains: Type.Array(DomainItem) })
export const DomainQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 64 })),
  enabled: Type.Optional(Type.Boolean()),
})
export type DomainQuery = Static<typeof DomainQuery>
export const OneDomainPath = OneId
export const CreateDomain = Type.Object({
  domain: Type.Object({
    name: identityName,
    description: Type.Optional(identityDescription),
    enabled: Type.Optional(Type.Boolean()),
  }),
})
export type CreateDomain = Static<typeof CreateDomain>
/** What is left out stays. */
export const ChangeDomain = Type.Object({
  domain: Type.Object({
    name: Type.Optional(identityName),
    description: Type.Optional(identityDescription),
    enabled: Type.Optional(
      Type.Boolean({
        description: 'Nobody signs in or works in a domain that is switched off; its jobs go on',
      }),
    ),
  }),
})
export type ChangeDomain = Static<typeof ChangeDomain>
