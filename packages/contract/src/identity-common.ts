/** What the operations on domains, projects, users and roles share. */
import { Type } from 'typebox'

export const identityName = Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' })
export const identityDescription = Type.String({ maxLength: 255 })
export const identityId = Type.String({ minLength: 1, maxLength: 64 })
export const OneId = Type.Object({ id: identityId })

export const page = Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })
export const perPage = Type.Integer({ minimum: 1, maximum: 5000, default: 5000 })
const neighbour = Type.Union([Type.String(), Type.Null()])
export const pageLinks = Type.Object({ self: Type.String(), next: neighbour, previous: neighbour })
/** Of a list that is never divided. */
export const onePageLinks = Type.Object({ self: Type.String(), next: Type.Null(), previous: Type.Null() })
