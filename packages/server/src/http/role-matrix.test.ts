/**
 * Every operation, by everybody, in the own project and in a foreign one: allowed exactly where the policy says so, and
 * what is foreign answers as what never was. Generated from the contract: no operation can be forgotten.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { POLICY } from '@vigia/contract'
import type { Response } from 'light-my-request'
import { exampleOf } from './bad-input/examples.js'
import { type Fixture, openFixture } from './bad-input/fixture.js'
import type { Operation } from './bad-input/operations.js'
import { type Instead, requestOf } from './bad-input/requests.js'
import { send } from './bad-input/send.js'
import { type Actor, actor, mayDo, NEVER, nameOf, WHO, type Who } from './matrix-actors.testing.js'
import { otherDomain } from './people.testing.js'
import { makeKey, signedCall } from './signed-call.testing.js'

const NOW = Date.UTC(2026, 10, 24, 8)
let f: Fixture
let actors: Map<Who, Actor>
/** Of a domain in which none of them has a role. */
let foreign: { domain: string; project: string; user: string; key: string }
before(async () => {
  f = await openFixture()
  actors = new Map()
  for (const who of WHO) actors.set(who, await actor(f, who))
  const { domain, project, admin } = await otherDomain(f.test)
  foreign = { domain, project, user: admin.id, key: (await makeKey(f.test, admin.token)).access }
})
after(() => f.test.close())

/** For members of the project; what is open to anybody asks for none. */
const isOfProject = ({ id, path }: Operation): boolean =>
  path.includes('{project_id}') && POLICY[id] !== 'anybody'

function asking(op: Operation, { token, own }: Actor, instead: Instead = {}): Promise<Response> {
  const example = exampleOf(op, op.open ? f : own)
  return send(f.test.app, requestOf(op, example, token && (example.as ?? token), instead))
}

/** The words of a refusal; undefined when it is none for want of rights. */
function refusalOf({ statusCode, body }: { statusCode: number; body: string }): string | undefined {
  if (statusCode !== 401 && statusCode !== 403) return undefined
  const { error, message, detail, error_msg } = JSON.parse(body)
  return `${statusCode} ${error?.message ?? message ?? detail ?? error_msg}`
}

/** How somebody is refused what the policy does not give him. */
function expected(who: Who, op: Operation): RegExp {
  if (who === 'nobody') return /^401 /
  if (!isOfProject(op)) return new RegExp(`^403 role: ${op.id} takes a `)
  if (who === 'domain admin') return /^401 project_id: the credentials are not for project/
  return new RegExp(`^401 role: ${op.id} takes the role .* user ${nameOf(who)} is ${who} in this project`)
}

for (const who of WHO) {
  test(`${who}: what the policy gives is done, all else is refused before the body is read`, async () => {
    const self = actors.get(who)!
    for (const op of f.operations) {
      const answer = await asking(op, self)
      const refusal = refusalOf(answer)
      // Only as far as the project: whose it is not, it is not there for.
      const isAllowed = mayDo(who, op.id) && !(who === 'domain admin' && isOfProject(op))
      if (isAllowed) {
        assert.equal(refusal, undefined, `${who} ${op.id}`)
        assert.ok(op.statuses.includes(answer.statusCode), `${who} ${op.id}: ${answer.statusCode}`)
        continue
      }
      assert.match(refusal ?? `${answer.statusCode} ${answer.body}`, expected(who, op), `${who} ${op.id}`)
      if (op.method === 'GET') continue
      const unreadable = await asking(op, self, { payload: '{' })
      assert.equal(refusalOf(unreadable), refusal, `${who} ${op.id}: the body was read before`)
    }
  })

  test(`${who}: a signature by an access key may do what a token may`, async () => {
    const { key, own } = actors.get(who)!
    for (const op of f.operations.filter(isOfProject)) {
      const { method, url, payload } = requestOf(op, exampleOf(op, { ...own, project: f.project }), null)
      const signing = { method: method as 'GET', path: url, at: NOW }
      const { status, body } = await signedCall(f.test, key, {
        ...signing,
        ...(payload === undefined ? {} : { body: String(payload) }),
      })
      const isAllowed = mayDo(who, op.id) && who !== 'domain admin'
      const refusal = refusalOf({ statusCode: status, body: JSON.stringify(body ?? {}) })
      assert.equal(refusal === undefined, isAllowed, `${who} ${op.id}: ${status} ${refusal}`)
    }
  })
}

/** Every id of the path replaced. */
function foreignPath({ path }: Operation): Record<string, string> {
  const { domain, project, user, key } = foreign
  return {
    project_id: project,
    id: path.startsWith('/v3/domains') ? domain : project,
    user_id: user,
    access_key: key,
  }
}
const ID = /\{(project_id|id|user_id|access_key)\}/

async function wordsOf(op: Operation, self: Actor, path: Record<string, string>): Promise<string> {
  const { statusCode, body } = await asking(op, self, { path })
  return Object.values(path).reduce((text, id) => text.replaceAll(id, 'ID'), `${statusCode} ${body}`)
}

for (const who of WHO.filter((one) => one !== 'nobody')) {
  test(`${who}: what is somebody else's answers as what never was`, async () => {
    const self = actors.get(who)!
    const before = await f.changes()
    // Below /v3 nothing is foreign to an admin of the platform.
    const ops = f.operations.filter((op) => ID.test(op.path) && (isOfProject(op) || who !== 'platform admin'))
    for (const op of ops) {
      const path = foreignPath(op)
      const never = Object.fromEntries(Object.keys(path).map((name) => [name, NEVER]))
      const words = await wordsOf(op, self, path)
      assert.equal(words, await wordsOf(op, self, never), `${who} ${op.id}`)
      assert.match(words, /^40[134] /, `${who} ${op.id}`)
    }
    assert.equal(await f.changes(), before)
  })
}
