/** Every operation is sent everything wrong that its schema lets one think of, and refuses all of it properly. */
import assert from 'node:assert/strict'
import { METHODS } from 'node:http'
import { after, before, test } from 'node:test'
import { badMembers, unreadableBodies } from './bad-bodies.js'
import { badPaths, badQueries } from './bad-parameters.js'
import { EXAMPLES } from './examples.js'
import { type Fixture, openFixture } from './fixture.js'
import { validator } from './json-schema.js'
import { judge } from './judge.js'
import { type Operation, operationsOf } from './operations.js'
import { type BadRequest, requestOf } from './requests.js'
import { send } from './send.js'

/** Fewer would mean that the generator has stopped to generate. */
const FEWEST = 4_000
const SHOWN = 30

const fits = validator()
let f: Fixture
let operations: Operation[]
before(async () => {
  f = await openFixture()
  operations = operationsOf(f.test.app.swagger())
})
after(() => f.test.close())

const exampleOf = ({ id }: Operation) => EXAMPLES[id]?.(f) ?? {}

/** @param statuses what the refusals may have */
async function refuseAll(bad: BadRequest[], statuses: number[]): Promise<string[]> {
  const faults: string[] = []
  for (const request of bad) {
    const before = await f.changes()
    const fault = judge(await send(f.test.app, request), { statuses, names: request.names })
    const changed = (await f.changes()) === before ? undefined : 'the database changed'
    const { method, url, what } = request
    if (fault ?? changed) faults.push(`${method} ${url.slice(0, 200)}\n  ${what}: ${fault ?? changed}`)
  }
  return faults
}
const none = (faults: string[]) =>
  assert.equal(faults.length, 0, `${faults.length} faults\n${faults.slice(0, SHOWN).join('\n')}`)

test('what breaks the schema of a body or a parameter, or cannot be read, is refused by name', async () => {
  let count = 0
  const faults: string[] = []
  for (const op of operations) {
    const [example, token] = [exampleOf(op), f.test.token]
    const bad = [
      ...badPaths(op, example, token, fits),
      ...badQueries(op, example, token, fits),
      ...badMembers(op, example, token, fits),
      ...unreadableBodies(op, example, token),
    ]
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
  for (const op of operations.filter(({ open }) => !open)) {
    const isPlatform = op.path.includes('{project_id}')
    const bad = Object.entries(f.badTokens)
      // Sign-in itself asks for no project.
      .filter(([what]) => isPlatform || !/project/.test(what))
      .map(([what, token]) => ({ ...requestOf(op, exampleOf(op), token), what: `token: ${what}`, names: [] }))
    assert.ok(op.statuses.includes(401), `${op.id} does not document 401`)
    faults.push(...(await refuseAll(bad, [401])))
  }
  none(faults)
})

test('methods that a path does not have are unknown operations', async () => {
  const faults: string[] = []
  for (const path of new Set(operations.map((op) => op.path))) {
    const there = operations.filter((op) => op.path === path)
    // HEAD goes with GET, and has no body to look at.
    const known = ['HEAD', ...there.map(({ method }) => method)]
    const bad = METHODS.filter((method) => !known.includes(method)).map((method) => ({
      // Without a type the framework asks for one before it looks for QUERY.
      ...requestOf({ ...there[0]!, method }, exampleOf(there[0]!), f.test.token, { payload: '{}' }),
      what: 'unknown method',
      names: [],
    }))
    faults.push(...(await refuseAll(bad, path.startsWith('/v3') ? [404, 405] : [500])))
  }
  none(faults)
})

test('an empty part of a path is refused', async () => {
  const faults: string[] = []
  for (const op of operations) {
    const empty = op.parameters
      .filter(({ name, in: place }) => place === 'path' && !isListed(op, name))
      .map(({ name }) => ({
        ...requestOf(op, exampleOf(op), f.test.token, { path: { [name]: '' } }),
        what: `empty ${name}`,
        names: [],
      }))
    faults.push(...(await refuseAll(empty, [...op.statuses, 500])))
  }
  none(faults)
})

/** Without its last part the path is that of another operation, a slash behind is no matter. */
const isListed = ({ method, path }: Operation, name: string): boolean =>
  operations.some((op) => op.method === method && `${op.path}/{${name}}` === path)
