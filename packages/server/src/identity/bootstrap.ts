/** The first start makes domain `vigia`, user `admin` and project `default`. */
import { createHash, randomBytes } from 'node:crypto'
import { type IdentityStore, NameTaken, type Project } from '@vigia/core'
import { hashPassword } from './passwords.js'

export interface BootstrapDeps {
  identity: IdentityStore
  ids: { hex32(): string }
  /** Without one a password is made. */
  adminPassword?: string
}

const DOMAIN = 'vigia'
const USER = 'admin'
const PROJECT = 'default'
/** Made from the name, so that a first start that broke off can be taken up again by the next one. */
const DOMAIN_ID = createHash('sha256').update(DOMAIN).digest('hex').slice(0, 32)

/**
 * Does nothing but find the project when users exist.
 * `generatedPassword` is set only when one was made now.
 */
export async function bootstrapIdentity(
  deps: BootstrapDeps,
): Promise<{ project: Project; generatedPassword: string | undefined }> {
  const { identity, ids, adminPassword } = deps
  if (!(await identity.isEmpty())) {
    return { project: await existingProject(identity), generatedPassword: undefined }
  }
  const generatedPassword = adminPassword ? undefined : randomBytes(12).toString('base64url')
  const passwordHash = await hashPassword(adminPassword ?? generatedPassword!)
  await unlessThere(() => identity.createDomain(DOMAIN_ID, DOMAIN))
  await unlessThere(() =>
    identity.createProject({
      id: ids.hex32(),
      name: PROJECT,
      description: '',
      domainId: DOMAIN_ID,
      domainName: DOMAIN,
      enabled: true,
    }),
  )
  // The user comes last: a crash before it leaves the store "empty", and the next start does the rest.
  await identity.createUser({
    id: ids.hex32(),
    name: USER,
    domainId: DOMAIN_ID,
    domainName: DOMAIN,
    passwordHash,
  })
  return { project: await existingProject(identity), generatedPassword }
}

async function existingProject(identity: IdentityStore): Promise<Project> {
  const admin = await identity.userByName(USER, { name: DOMAIN })
  const projects = admin ? await identity.projects(admin.domainId) : []
  const project = projects.find((p) => p.name === PROJECT) ?? projects[0]
  if (!project) throw new Error(`the database has users, but user ${USER} of domain ${DOMAIN} has no project`)
  return project
}

async function unlessThere(create: () => Promise<void>): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
  }
}
