/** Everybody who may call: nobody, users with each role in a project, an admin of another domain, the platform's. */
import { type Least, POLICY } from '@vigia/contract'
import { PLATFORM_DOMAIN } from '@vigia/core'
import type { Fixture } from './bad-input/fixture.js'
import { type Described, type Person, person } from './people.testing.js'
import { makeKey, type TestKey } from './signed-call.testing.js'

export const NEVER = 'e'.repeat(32)
export const WHO = ['nobody', 'viewer', 'operator', 'admin', 'domain admin', 'platform admin'] as const
export type Who = (typeof WHO)[number]

/** `domain admin` is one of another domain than the project's: what is his own he finds below /v3. */
const REACHES: Record<Least, readonly Who[]> = {
  anybody: WHO,
  self: ['viewer', 'operator', 'admin', 'domain admin', 'platform admin'],
  viewer: ['viewer', 'operator', 'admin', 'platform admin'],
  operator: ['operator', 'admin', 'platform admin'],
  admin: ['admin', 'platform admin'],
  'domain admin': ['domain admin', 'platform admin'],
  'platform admin': ['platform admin'],
}

export const nameOf = (who: string): string => `the-${who.replace(' ', '-')}`

export const mayDo = (who: Who, operation: string): boolean =>
  REACHES[POLICY[operation] ?? 'platform admin'].includes(who)

export interface Actor {
  token: string | null
  key: TestKey
  /** The fixture with what is this one's own in place of the admin's. */
  own: Fixture
}

export async function actor(f: Fixture, who: Who): Promise<Actor> {
  if (who === 'nobody') return { token: null, key: { access: 'NONE', secret: 'none' }, own: f }
  const described = describe(f, who)
  const [self, twin] = [await person(f.test, nameOf(who), described), await twinOf(f, who)]
  const key = await makeKey(f.test, self.token)
  const { domain = PLATFORM_DOMAIN.id } = described
  const own: Fixture = {
    ...f,
    user: self.id,
    domain,
    accessKey: (await makeKey(f.test, self.token)).access,
    spareToken: twin.token,
    operated: { ...f.operated, self: await twinOf(f, `${who}-2`, who) },
    ...(who === 'domain admin' ? { project: f.operated.project } : {}),
  }
  return { token: self.token, key, own }
}

/** Another one of the same kind, who may lose his tokens. */
const twinOf = (f: Fixture, name: string, who = name): Promise<Person> =>
  person(f.test, `${nameOf(name)}-twin`, describe(f, who as Who))

function describe({ operated, project }: Fixture, who: Who): Described {
  if (who === 'domain admin')
    return { domain: operated.domain, roles: [['admin', 'domain', operated.domain]] }
  if (who === 'platform admin') return { project, roles: [['admin', 'domain', PLATFORM_DOMAIN.id]] }
  return { project, roles: [[who as 'viewer', 'project', project]] }
}
