import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EventFilter, type Filterable, fits } from './event.js'
import { DEFAULT_HANDLING, type EventRule, inOrder, ruleFor } from './rule.js'

const ANY: EventFilter = { eventTypes: [], sources: [], jobIds: [], serviceNames: [] }
const EVENT: Filterable = {
  eventType: 7,
  sourceId: 's-1',
  sourceName: 'Gate',
  jobId: 'j-1',
  serviceName: 'c-one',
}
const rule = (id: string, changed: Partial<EventRule> = {}): EventRule => ({
  ...DEFAULT_HANDLING,
  id,
  projectId: 'p',
  name: id,
  priority: 100,
  enabled: true,
  filter: ANY,
  createdAt: 1,
  updatedAt: 1,
  ...changed,
})

test('a filter asks each list that is not empty, and of each one value', () => {
  assert.equal(fits(ANY, EVENT), true)
  const fitting: EventFilter = {
    eventTypes: [6, 7],
    sources: ['Other', 'Gate'],
    jobIds: ['j-1'],
    serviceNames: ['c-one'],
  }
  assert.equal(fits(fitting, EVENT), true)
  for (const other of [
    { eventTypes: [6] },
    { sources: ['gate'] },
    { jobIds: ['j'] },
    { serviceNames: ['c-two'] },
  ])
    assert.equal(fits({ ...fitting, ...other }, EVENT), false, JSON.stringify(other))
})

test('a source is named by its id or by its name; what has no id has a name', () => {
  assert.equal(fits({ ...ANY, sources: ['s-1'] }, EVENT), true)
  assert.equal(fits({ ...ANY, sources: ['s-1'] }, { ...EVENT, sourceId: undefined }), false)
  assert.equal(fits({ ...ANY, sources: ['Gate'] }, { ...EVENT, sourceId: undefined }), true)
})

test('rules are looked at by priority, then by age, then by id', () => {
  const rules = [
    rule('c'),
    rule('b'),
    rule('old', { createdAt: 0 }),
    rule('first', { priority: 1, createdAt: 9 }),
  ]
  assert.deepEqual(
    inOrder(rules).map(({ id }) => id),
    ['first', 'old', 'b', 'c'],
  )
  assert.equal(ruleFor(rules, EVENT)?.id, 'first')
})

test('a rule that is switched off or for other events is passed over', () => {
  const rules = [
    rule('off', { priority: 0, enabled: false }),
    rule('other', { priority: 1, filter: { ...ANY, eventTypes: [6] } }),
    rule('this', { priority: 2 }),
  ]
  assert.equal(ruleFor(rules, EVENT)?.id, 'this')
  assert.equal(ruleFor(rules.slice(0, 2), EVENT), undefined)
})
