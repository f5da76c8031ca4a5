/** Every operation has its line in the policy, and no line is left over. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POLICY } from '@vigia/contract'
import { operationsOf } from './bad-input/operations.js'
import { testApp } from './test-app.js'

test('every operation has a line in packages/contract/src/policy.ts, and every line an operation', async (t) => {
  const { app, close } = await testApp()
  t.after(close)
  const ids = operationsOf(app.swagger()).map(({ id }) => id)
  const missing = ids.filter((id) => !(id in POLICY)).map((id) => `  ${id}: 'viewer | operator | admin | …',`)
  const stale = Object.keys(POLICY).filter((id) => !ids.includes(id))
  assert.deepEqual({ missing, stale }, { missing: [], stale: [] }, wanted(missing, stale))
})

const wanted = (missing: string[], stale: string[]): string =>
  `packages/contract/src/policy.ts: add\n${missing.join('\n')}\ntake out ${stale.join(', ')}`
