/** Projects, as Keystone clients look them up and make them (platform-api section 10.2). */
import { type Static, Type } from 'typebox'

const name = Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' })
const description = Type.String({ maxLength: 255 })

export const ProjectItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  domain_id: Type.String(),
  parent_id: Type.String(),
  enabled: Type.Boolean(),
  is_domain: Type.Boolean(),
  links: Type.Object({ self: Type.String() }),
})
const neighbour = Type.Union([Type.String(), Type.Null()])
export const ProjectList = Type.Object({
  links: Type.Object({ self: Type.String(), next: neighbour, previous: neighbour }),
  projects: Type.Array(ProjectItem),
})
export const ProjectQuery = Type.Object({
  domain_id: Type.Optional(Type.String({ maxLength: 64 })),
  name: Type.Optional(Type.String({ maxLength: 64 })),
  parent_id: Type.Optional(Type.String({ maxLength: 64 })),
  enabled: Type.Optional(Type.Boolean()),
  is_domain: Type.Optional(Type.Boolean()),
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  per_page: Type.Integer({ minimum: 1, maximum: 5000, default: 5000 }),
})
export type ProjectQuery = Static<typeof ProjectQuery>
export const CreateProject = Type.Object({
  project: Type.Object({
    name,
    description: Type.Optional(description),
    domain_id: Type.Optional(Type.String({ maxLength: 64 })),
  }),
})
/** Our own part of Keystone's operation; what is left out stays. */
export const ChangeProject = Type.Object({
  project: Type.Object({
    name: Type.Optional(name),
    description: Type.Optional(description),
    enabled: Type.Optional(
      Type.Boolean({ description: 'Nobody works in a project that is switched off; its jobs go on' }),
    ),
  }),
})
export const OneProjectPath = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
export const ProjectAnswer = Type.Object({ project: ProjectItem })
