/** Every operation is sent everything wrong that its schema lets one think of, and refuses all of it properly. */
import assert from 'node:assert/strict'
import { METHODS } from 'node:http'
import { after, before, test } from 'node:test'
import { isStreamPath } from '../stream-errors.js'
import { badMembers, unreadableBodies } from './bad-bodies.js'
import { badHeaders, badPaths, badQueries } from './bad-parameters.js'
import { exampleOf } from './examples.js'
import { type Fixture, openFixture } from './fixture.js'
import { validator } from './json-schema.js'
import { judge } from './judge.js'
import type { Operation } from './operations.js'
import { type BadRequest, type Request, requestOf, thinned } from './requests.js'
import { send } from './send.js'

/** Fewer would mean that the generator has stopped to generate. */
const FEWEST = 2_000
const SHOWN = 30
/** Methods that some path has. */
const USUAL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const fits = validator()
let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

/** Refused as a whole, without a field to name. */
const refused = (request: Request, what: string, rule = what): BadRequest => ({
  ...request,
  what,
  rule,
  names: [],
})

/** @param statuses what the refusals may have */
async function refuseAll(bad: BadRequest[], statuses: number[]): Promise<string[]> {
  const faults: string[] = []
  const before = await f.changes()
  for (const request of bad) {
    const fault = judge(await send(f.test.app, request), { statuses, names: request.names })
    const { method, url, what } = request
    if (fault) faults.push(`${method} ${url.slice(0, 200)}\n  ${what}: ${fault}`)
  }
  // Asked once, because what changes something is hardly refused.
  if ((await f.changes()) !== before) faults.push(`${bad[0]?.method} ${bad[0]?.url}: the database changed`)
  return faults
}
const none = (faults: string[]) =>
  assert.equal(faults.length, 0, `${faults.length} faults\n${faults.slice(0, SHOWN).join('\n')}`)

test('what breaks the schema of a body or a parameter, or cannot be read, is refused by name', async () => {
  let count = 0
  const faults: string[] = []
  const tried = new Set<string>()
  for (const op of f.operations) {
    const [example, token] = [exampleOf(op, f), f.test.token]
    const all = [
      ...badPaths(op, example, token, fits),
      ...badQueries(op, example, token, fits),
      ...badHeaders(op, example, token),
      ...badMembers(op, example, token, fits),
      ...unreadableBodies(op, example, token),
    ]
    const bad = thinned(all, tried)
    count += bad.length
    // Bad input is never the server's fault, whatever else an operation documents.
    const statuses = op.statuses.filter((status) => status < 500)
    faults.push(...(await refuseAll(bad, statuses)))
  }
  none(faults)
  assert.ok(count >= FEWEST, `only ${count} requests`)
})

test('no token and every token that is not good for the project is refused', async () => {
  const faults: string[] = []
  for (const op of f.operations.filter(({ open }) => !open)) {
    const isPlatform = op.path.includes('{project_id}')
    const bad = Object.entries(f.badTokens)
      // Sign-in itself asks for no project.
      .filter(([what]) => isPlatform || !/project/.test(what))
      .map(([what, token]) => refused(requestOf(op, exampleOf(op, f), token), `token: ${what}`))
    assert.ok(op.statuses.includes(401), `${op.id} does not document 401`)
    faults.push(...(await refuseAll(bad, [401])))
  }
  none(faults)
})

test('methods that a path does not have are unknown operations', async () => {
  const faults: string[] = []
  const tried = new Set<string>()
  for (const path of new Set(f.operations.map((op) => op.path))) {
    const there = f.operations.filter((op) => op.path === path)
    // HEAD goes with GET, and has no body to look at.
    const known = ['HEAD', ...f.operations.filter((op) => isAlso(path, op)).map(({ method }) => method)]
    const family = path.split('/')[1]
    const bad = METHODS.filter((method) => !known.includes(method)).map((method) =>
      refused(
        // Without a type the framework asks for one before it looks for QUERY.
        requestOf({ ...there[0]!, method }, exampleOf(there[0]!, f), f.test.token, { payload: '{}' }),
        `${method} ${family} ${isStreamPath(path)}`,
        USUAL.includes(method) ? method : 'unusual',
      ),
    )
    const statuses = isStreamPath(path) ? [404] : family?.startsWith('v3') ? [404, 405] : [500]
    faults.push(...(await refuseAll(thinned(bad, tried), statuses)))
  }
  none(faults)
})

test('an empty part of a path is refused', async () => {
  const faults: string[] = []
  for (const op of f.operations) {
    const empty = op.parameters
      .filter(({ name, in: place }) => place === 'path' && !isListed(op, name))
      .map(({ name }) =>
        refused(requestOf(op, exampleOf(op, f), f.test.token, { path: { [name]: '' } }), `empty ${name}`),
      )
    faults.push(...(await refuseAll(empty, [...op.statuses, 500, ...(isStreamPath(op.path) ? [404] : [])])))
  }
  none(faults)
})

/** A fixed word, as of `…/video-group/groups`, may stand where another operation of the path has an id. */
const isAlso = (path: string, op: Operation): boolean =>
  new RegExp(`^${op.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)

/** Without its last part the path is that of another operation, a slash behind is no matter. */
const isListed = ({ method, path }: Operation, name: string): boolean =>
  f.operations.some((op) => op.method === method && `${op.path}/{${name}}` === path)
