import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OneAfterOther } from './one-after-other.js'

test('work never overlaps; whoever asks meanwhile shares one further piece', async () => {
  const open: (() => void)[] = []
  let running = 0
  const work = new OneAfterOther(async () => {
    running++
    assert.equal(running, 1)
    await new Promise<void>((resolve) => open.push(resolve))
    running--
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const first = work.run()
  await turn()
  const [second, third] = [work.run(), work.run()]
  assert.equal(second, third)
  await turn()
  assert.equal(open.length, 1)
  open[0]?.()
  await first
  await turn()
  assert.equal(open.length, 2)
  open[1]?.()
  await second
})

test('an error reaches those who asked, and keeps nothing from the next', async () => {
  let fails = true
  const work = new OneAfterOther(async () => {
    if (fails) throw new Error('disk full')
  })
  await assert.rejects(work.run(), /disk full/)
  fails = false
  await work.run()
})
