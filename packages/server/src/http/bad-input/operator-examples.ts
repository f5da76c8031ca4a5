/** Requests of operators that are accepted: domains, projects, users, roles, quotas. */
import { PASSWORD } from '../test-app.js'
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const paging = { page: '1', per_page: '10' }
const projectQuery = {
  domain_id: 'a',
  name: 'a',
  parent_id: 'a',
  enabled: 'true',
  is_domain: 'false',
  ...paging,
}
const onDomain = ({ operated: { domain, user } }: Fixture): Example => ({
  path: { id: domain, user_id: user, role_id: 'viewer' },
})
const onProject = ({ operated: { project, user } }: Fixture): Example => ({
  path: { id: project, user_id: user, role_id: 'viewer' },
})
const ofProject = ({ operated }: Fixture): Example => ({ path: { id: operated.project } })

export const OPERATOR_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  listAuthDomains: () => ({}),
  listDomains: () => ({ query: { name: 'operated', enabled: 'true' } }),
  showDomain: ({ domain }) => ({ path: { id: domain } }),
  createDomain: () => ({ body: { domain: { name: 'third', description: 'd', enabled: true } } }),
  changeDomain: ({ operated }) => ({
    path: { id: operated.domain },
    body: { domain: { name: 'renamed', description: 'd', enabled: true } },
  }),
  deleteDomain: ({ operated }) => ({ path: { id: operated.leavingDomain } }),

  listProjects: () => ({ query: projectQuery }),
  listAuthProjects: () => ({ query: projectQuery }),
  showProject: ({ project }) => ({ path: { id: project } }),
  createProject: ({ operated }) => ({
    body: { project: { name: 'third', description: 'd', domain_id: operated.domain, enabled: true } },
  }),
  changeProject: (f) => ({
    ...ofProject(f),
    body: { project: { name: 'renamed', description: 'd', enabled: true } },
  }),
  deleteProject: ({ operated }) => ({ path: { id: operated.leavingProject } }),
  freezeProject: ({ operated }) => ({ path: { id: operated.project }, body: { reason: 'not paid' } }),
  thawProject: ofProject,
  showProjectQuotas: ofProject,
  changeProjectQuotas: (f) => ({
    ...ofProject(f),
    body: { quotas: { jobs: 10, sources: 20, groups: 5, streams: 5, cameras: 7, data_streams: 6 } },
  }),
  showQuotas: ({ project }) => ({ path: { project_id: project } }),

  listUsers: ({ operated }) => ({
    query: { domain_id: operated.domain, name: 'operated', enabled: 'true', ...paging },
  }),
  showUser: ({ user }) => ({ path: { user_id: user } }),
  createUser: ({ operated }) => ({
    body: {
      user: {
        name: 'ada',
        password: PASSWORD,
        description: 'd',
        domain_id: operated.domain,
        enabled: true,
      },
    },
  }),
  changeUser: ({ operated }) => ({
    path: { user_id: operated.user },
    body: { user: { name: 'renamed', password: PASSWORD, description: 'd', enabled: true } },
  }),
  changePassword: ({ operated: { self } }) => ({
    as: self.token,
    path: { user_id: self.id },
    body: { user: { original_password: PASSWORD, password: `${PASSWORD}!` } },
  }),
  deleteUser: ({ operated }) => ({ path: { user_id: operated.leavingUser } }),

  listRoles: () => ({ query: { name: 'admin' } }),
  showRole: () => ({ path: { role_id: 'admin' } }),
  listRoleAssignments: ({ operated: { user, domain } }) => ({
    query: {
      'user.id': user,
      'role.id': 'viewer',
      'scope.domain.id': domain,
      'scope.project.id': 'a',
      include_names: 'True',
      ...paging,
    },
  }),
  checkDomainRole: onDomain,
  grantDomainRole: onDomain,
  revokeDomainRole: onDomain,
  checkProjectRole: onProject,
  grantProjectRole: onProject,
  revokeProjectRole: onProject,
}
