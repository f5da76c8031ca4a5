/** Names: what is said when they have no address, and how often the system is asked. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { AttemptError } from './failure.js'
import { resolveChecked } from './resolve.js'

const policy = addressPolicy('media', '')

for (const [code, words] of [
  ['ENOTFOUND', /^the host name gate\.example could not be resolved$/],
  [
    'EAI_AGAIN',
    /^the host name gate\.example could not be resolved: this machine's name server does not answer$/,
  ],
] as const)
  test(`a name that ends in ${code} is told as that, and is asked for again`, async () => {
    let asked = 0
    const ask = () => {
      asked++
      return Promise.reject(Object.assign(new Error(code), { code }))
    }
    for (const time of [1, 2]) {
      await assert.rejects(resolveChecked('gate.example', 554, policy, ask), (error) => {
        assert.ok(error instanceof AttemptError)
        assert.match(error.failure.reason, words)
        assert.equal(error.failure.retry, 'always')
        return true
      })
      assert.equal(asked, time)
    }
  })

test('while a name server says nothing a name is asked for once, however many wait for it', async () => {
  let asked = 0
  let answer = (_: { address: string }[]): void => undefined
  const ask = () => {
    asked++
    return new Promise<{ address: string }[]>((resolve) => {
      answer = resolve
    })
  }
  const waiting = Array.from({ length: 50 }, () => resolveChecked('gate.example', 554, policy, ask))
  answer([{ address: '10.0.0.9' }])
  for (const found of await Promise.all(waiting)) assert.deepEqual(found, ['10.0.0.9'])
  assert.equal(asked, 1)
})
