/** Projects, as Keystone clients look them up and make them (platform-api section 10.2). */
import { type Static, Type } from 'typebox'
import { identityDescription, identityName, OneId, page, pageLinks, perPage } from './identity-common.js'

export const ProjectItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  domain_id: Type.String(),
  parent_id: Type.String(),
  enabled: Type.Boolean(),
  is_domain: Type.Boolean(),
  state: Type.Enum(['open', 'frozen', 'thawing']),
  frozen_reason: Type.String({ description: 'Empty when open, or when nobody said why' }),
  links: Type.Object({ self: Type.String() }),
})
export type ProjectItem = Static<typeof ProjectItem>
export const ProjectList = Type.Object({ links: pageLinks, projects: Type.Array(ProjectItem) })
export const ProjectQuery = Type.Object({
  domain_id: Type.Optional(Type.String({ maxLength: 64 })),
  name: Type.Optional(Type.String({ maxLength: 64 })),
  parent_id: Type.Optional(Type.String({ maxLength: 64 })),
  enabled: Type.Optional(Type.Boolean()),
  is_domain: Type.Optional(Type.Boolean()),
  page,
  per_page: perPage,
})
export type ProjectQuery = Static<typeof ProjectQuery>
export const CreateProject = Type.Object({
  project: Type.Object({
    name: identityName,
    description: Type.Optional(identityDescription),
    domain_id: Type.Optional(
      Type.String({ maxLength: 64, description: 'One that the caller administers; left out, the own one' }),
    ),
    enabled: Type.Optional(Type.Boolean()),
  }),
})
export type CreateProject = Static<typeof CreateProject>
/** What is left out stays. */
export const ChangeProject = Type.Object({
  project: Type.Object({
    name: Type.Optional(identityName),
    description: Type.Optional(identityDescription),
    enabled: Type.Optional(
      Type.Boolean({ description: 'Nobody works in a project that is switched off; its jobs go on' }),
    ),
  }),
})
export type ChangeProject = Static<typeof ChangeProject>
export const OneProjectPath = OneId
export const ProjectAnswer = Type.Object({ project: ProjectItem })
export const FreezeProject = Type.Object({
  reason: Type.Optional(
    Type.String({ maxLength: 255, description: 'Told to whoever is refused while the project is frozen' }),
  ),
})
