import assert from 'node:assert/strict'
import { test } from 'node:test'
import { administered, isAtLeast, type RoleAssignment, roleIn, roleInDomain } from './roles.js'

const project = { id: 'p', domainId: 'd' }
const on = (
  scope: RoleAssignment['scope'],
  scopeId: string,
  role: RoleAssignment['role'],
): RoleAssignment => ({ userId: 'u', scope, scopeId, role })

test('a role on a domain holds in its projects, one on a project in that one, and the strongest counts', () => {
  assert.equal(roleIn([on('domain', 'd', 'viewer')], project), 'viewer')
  assert.equal(roleIn([on('project', 'p', 'operator')], project), 'operator')
  const both = [on('project', 'p', 'admin'), on('domain', 'd', 'viewer')]
  assert.equal(roleIn(both, project), 'admin')
  assert.equal(roleIn(both.toReversed(), project), 'admin')
})

test('roles elsewhere are none, also where a domain and a project have the same id', () => {
  assert.equal(roleIn([], project), undefined)
  assert.equal(roleIn([on('project', 'q', 'admin'), on('domain', 'e', 'admin')], project), undefined)
  assert.equal(roleIn([on('domain', 'p', 'admin'), on('project', 'd', 'admin')], project), undefined)
  assert.equal(roleInDomain([on('project', 'd', 'admin')], 'd'), undefined)
})

test('only an admin of a domain administers it', () => {
  const assignments = [on('domain', 'd', 'admin'), on('domain', 'e', 'operator'), on('project', 'p', 'admin')]
  assert.deepEqual(administered(assignments), ['d'])
  assert.equal(roleInDomain(assignments, 'e'), 'operator')
})

test('an admin is an operator too, and an operator a viewer', () => {
  assert.ok(isAtLeast('admin', 'viewer') && isAtLeast('operator', 'operator'))
  assert.ok(!isAtLeast('viewer', 'operator') && !isAtLeast('operator', 'admin'))
})
