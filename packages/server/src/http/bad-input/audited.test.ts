/** Every operation that changes something leaves one entry that it was asked and one how it was answered; reads leave none. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type AuditAnswered,
  type AuditAsked,
  type AuditPlace,
  domainChain,
  projectChain,
  readEntry,
} from '@vigia/core'
import { UNAUDITED } from '../audit.js'
import { exampleOf } from './examples.js'
import { type Fixture, inNewProject, openFixture } from './fixture.js'
import type { Operation } from './operations.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

/** Reads, and what flows through data streams. */
const isRead = ({ method, id }: Operation): boolean => method === 'GET' || UNAUDITED.includes(id)
const isInProject = ({ path }: Operation): boolean => path.includes('{project_id}')

/** What the log holds of a request, whichever chain it is in. */
async function entriesOf(chains: string[], request: string) {
  const lines = await Promise.all(chains.map((chain) => f.test.stores.audit.lines(chain, 1, 100_000)))
  return lines
    .flat()
    .map(({ entry }) => readEntry(entry))
    .filter((entry) => entry.request === request)
}
const chainsOf = (project: string): string[] => [
  projectChain(project),
  projectChain(f.other.projectId),
  domainChain(f.domain),
  domainChain(f.operated.domain),
]

test('what is accepted is written once when asked and once when answered, in its own chain', async () => {
  for (const op of f.operations.filter((one) => !isRead(one))) {
    const own = isInProject(op) ? await inNewProject(f, op.id) : f
    const example = exampleOf(op, own)
    const token = op.open ? null : (example.as ?? own.test.token)
    const answer = await send(own.test.app, requestOf(op, example, token))
    assert.ok(answer.statusCode < 300, `${op.id}: ${answer.body}`)
    const entries = await entriesOf(chainsOf(own.project), String(answer.headers['x-request-id']))
    assert.deepEqual(
      entries.map(({ kind, chain }) => [kind, chain]),
      ['asked', 'answered'].map((kind) => [
        kind,
        isInProject(op) ? projectChain(own.project) : domainChain(example.as ? f.operated.domain : f.domain),
      ]),
      op.id,
    )
    const asked = entries[0] as AuditAsked & AuditPlace
    const answered = entries[1] as AuditAnswered
    assert.deepEqual(
      [asked.operation, asked.method, asked.user.name, answered.asked, answered.status],
      [op.id, op.method, example.as ? 'self' : 'admin', asked.seq, answer.statusCode],
    )
    assert.equal('changes' in asked, example.body !== undefined, op.id)
  }
})

test('what is refused for its body is written once each, too, without its body', async () => {
  for (const op of f.operations.filter((one) => !isRead(one) && !one.open && one.body)) {
    const answer = await send(
      f.test.app,
      requestOf(op, exampleOf(op, f), f.test.token, { payload: '{"name": "s3cret' }),
    )
    assert.ok(answer.statusCode >= 400, op.id)
    const entries = await entriesOf(chainsOf(f.project), String(answer.headers['x-request-id']))
    assert.deepEqual(
      entries.map((entry) => [entry.kind, 'changes' in entry]),
      [
        ['asked', false],
        ['answered', false],
      ],
      op.id,
    )
  }
})

test('what is refused for its project is written where the caller belongs, not where he knocked', async () => {
  for (const op of f.operations.filter((one) => !isRead(one) && isInProject(one))) {
    const answer = await send(f.test.app, requestOf(op, exampleOf(op, f), f.other.token))
    assert.equal(answer.statusCode, 401, op.id)
    const entries = await entriesOf(chainsOf(f.project), String(answer.headers['x-request-id']))
    assert.deepEqual(
      entries.map(({ chain }) => chain),
      [projectChain(f.other.projectId), projectChain(f.other.projectId)],
      op.id,
    )
    assert.deepEqual((entries[1] as AuditAnswered).error_code, 'VIAS.00010005')
  }
})

test('reads are not written', async () => {
  for (const op of f.operations.filter(isRead)) {
    const answer = await send(f.test.app, requestOf(op, exampleOf(op, f), f.test.token))
    assert.deepEqual(await entriesOf(chainsOf(f.project), String(answer.headers['x-request-id'])), [], op.id)
  }
})
