import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf } from './examples.js'
import { openFixture } from './fixture.js'
import { validator } from './json-schema.js'
import { judge } from './judge.js'
import { oddRequests } from './oddities.js'
import { thinned } from './requests.js'
import { send } from './send.js'

test('what is odd but allowed is accepted or refused, and is never the server’s fault', async () => {
  const f = await openFixture()
  const faults: string[] = []
  let count = 0
  const fits = validator()
  const tried = new Set<string>()
  try {
    for (const op of f.operations) {
      // Sign-in hashes passwords, which is slow on purpose.
      if (op.id === 'createToken') continue
      const all = oddRequests(op, exampleOf(op, f), f.test.token, fits)
      for (const request of thinned(all, tried)) {
        count++
        const answer = await send(f.test.app, request)
        const isState = answer.body.includes('VIAS.00010012')
        const statuses = op.statuses.filter((status) => status < 500 || isState)
        const fault = judge(answer, { statuses, names: [] })
        if (fault && !(answer.statusCode < 300 && statuses.includes(answer.statusCode))) {
          faults.push(`${request.method} ${request.url} ${String(request.payload).slice(0, 300)}\n  ${fault}`)
        }
      }
    }
  } finally {
    await f.test.close()
  }
  assert.ok(count > 500, `only ${count} requests`)
  assert.equal(faults.length, 0, `${faults.length} of ${count}\n${faults.slice(0, 30).join('\n')}`)
})
