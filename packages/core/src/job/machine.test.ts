import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfRun, nextState, TRANSITIONS, transition, type UserEvent } from './machine.js'
import { JOB_STATES, type JobState } from './states.js'

/** Platform-api section 8.3, written out by hand: what each user action does in each state. */
const LEGAL: Record<UserEvent, Partial<Record<JobState, JobState>>> = {
  start: {
    STOPPED: 'PENDING',
    STOPPED_NO_SERVICE: 'PENDING',
    START_FAILED: 'PENDING',
    FAILED: 'PENDING',
    SUCCEEDED: 'PENDING',
    LACK_OF_RESOURCES: 'PENDING',
    // Beyond 8.3: whoever has installed what was missing need not make the job anew.
    CREATE_FAILED: 'PENDING',
    ABNORMAL: 'RECOVERING',
  },
  stop: {
    PENDING: 'STOPPING',
    SCHEDULING: 'STOPPING',
    STARTING: 'STOPPING',
    RUNNING: 'STOPPING',
    RECOVERING: 'STOPPING',
    ABNORMAL: 'STOPPING',
    UPGRADING: 'STOPPING',
    // Beyond 8.3: it heals by itself, so that there must be a way to say that it shall not.
    LACK_OF_RESOURCES: 'STOPPING',
    // Beyond 8.3: the window may have closed a moment before its user stops the job for good.
    STOPPING: 'STOPPING',
  },
  update: {
    STOPPED: 'STOPPED',
    STOPPED_NO_SERVICE: 'STOPPED_NO_SERVICE',
    CREATE_FAILED: 'CREATE_FAILED',
    START_FAILED: 'START_FAILED',
    FAILED: 'FAILED',
    SUCCEEDED: 'SUCCEEDED',
    LACK_OF_RESOURCES: 'LACK_OF_RESOURCES',
  },
  delete: Object.fromEntries(JOB_STATES.map((s) => [s, 'DELETING'])),
}

for (const event of Object.keys(LEGAL) as UserEvent[]) {
  test(`${event} does in every one of the 18 states what the written policy says`, () => {
    for (const state of JOB_STATES)
      assert.equal(nextState(state, event), LEGAL[event][state], `${state}/${event}`)
  })
}

test('no (state, event) pair has two rows', () => {
  const keys = TRANSITIONS.map((r) => `${r.from}/${r.event}`)
  assert.equal(new Set(keys).size, keys.length)
})

test('every state is reached by some row, and every state can be left', () => {
  const reached = new Set(TRANSITIONS.filter((r) => r.from !== r.to).map((r) => r.to))
  for (const state of JOB_STATES) {
    assert.ok(reached.has(state), `${state} is never reached`)
    const leaves = TRANSITIONS.some(
      (r) => r.from === state && (r.to !== state || r.effects.includes('remove')),
    )
    assert.ok(leaves, `${state} cannot be left`)
  }
})

test('a run that ends drops its owner; a run that only changes its mood keeps it', () => {
  for (const end of ['succeeded', 'failed', 'start_failed', 'lost'] as const) {
    assert.ok(transition('RUNNING', end)?.effects.includes('release'), end)
  }
  assert.deepEqual(transition('RUNNING', 'abnormal')?.effects, [])
})

test('however a run ends while the job is being stopped, the job is stopped', () => {
  for (const end of ['stopped', 'succeeded', 'failed', 'start_failed', 'lost'] as const) {
    assert.equal(nextState('STOPPING', end), 'STOPPED')
  }
})

test('a report that comes late, after the job is at rest, changes nothing', () => {
  for (const state of ['STOPPED', 'SUCCEEDED', 'FAILED', 'PENDING'] as const) {
    assert.equal(nextState(state, 'running'), undefined)
    assert.equal(nextState(state, 'lost'), undefined)
  }
})

test('a run that its schedule ended leaves its job waiting for the next window, a stopped one leaves it stopped', () => {
  assert.equal(endOfRun('stopped', 'STOPPING', 'rest'), 'rested')
  assert.equal(endOfRun('lost', 'STOPPING', 'run'), 'rested')
  assert.equal(endOfRun('stopped', 'STOPPING', 'stop'), 'stopped')
  assert.equal(endOfRun('succeeded', 'RUNNING', 'run'), 'succeeded')
  assert.equal(nextState('STOPPING', 'rested'), 'PENDING')
})

test('a new window begins what ended by itself, and nothing that its user stopped', () => {
  for (const ended of ['SUCCEEDED', 'FAILED', 'START_FAILED', 'CREATE_FAILED'] as const)
    assert.equal(nextState(ended, 'window_opened'), 'PENDING')
  assert.equal(nextState('STOPPED', 'window_opened'), undefined)
})
