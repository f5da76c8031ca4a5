/** The first start makes domain `vigia`, its admin `admin`, and project `default`. */
import { randomBytes } from 'node:crypto'
import { type IdentityStore, NameTaken, PLATFORM_DOMAIN, type Project } from '@vigia/core'
import { hashPassword } from './passwords.js'

export interface BootstrapDeps {
  identity: IdentityStore
  ids: { hex32(): string }
  /** Without one a password is made. */
  adminPassword?: string
}

const USER = 'admin'
const PROJECT = 'default'
/** The domain's id is always the same, so that a first start that broke off can be taken up again by the next one. */
const { id: domainId, name: domainName } = PLATFORM_DOMAIN

/**
 * Does nothing but find the project when users exist, or make it again when the domain has none any more.
 * `generatedPassword` is set only when one was made now.
 */
export async function bootstrapIdentity(
  deps: BootstrapDeps,
): Promise<{ project: Project; generatedPassword: string | undefined }> {
  const { identity, ids, adminPassword } = deps
  if (!(await identity.isEmpty())) return { project: await firstProject(deps), generatedPassword: undefined }
  const generatedPassword = adminPassword ? undefined : randomBytes(12).toString('base64url')
  const passwordHash = await hashPassword(adminPassword ?? generatedPassword!)
  await unlessThere(() => identity.createDomain(domainId, domainName))
  const project = await firstProject(deps)
  // The user comes last: a crash before it leaves the store "empty", and the next start does the rest.
  await identity.createUser({ id: ids.hex32(), name: USER, domainId, domainName, passwordHash }, [
    { scope: 'domain', scopeId: domainId, role: 'admin' },
  ])
  return { project, generatedPassword }
}

async function firstProject({ identity, ids }: BootstrapDeps): Promise<Project> {
  const found = async () => {
    const projects = await identity.projects(domainId)
    return projects.find(({ name }) => name === PROJECT) ?? projects[0]
  }
  const there = await found()
  if (there) return there
  const project = { name: PROJECT, description: '', domainId, domainName, enabled: true }
  await unlessThere(() => identity.createProject({ id: ids.hex32(), ...project }))
  return (await found())!
}

async function unlessThere(create: () => Promise<void>): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
  }
}
