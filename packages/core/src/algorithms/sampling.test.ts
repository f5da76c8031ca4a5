import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sampling } from './sampling.js'

test('the first frame is due, and then the first of each interval, also after a gap', () => {
  const sampling = new Sampling(1000)
  const due = [0, 400, 999, 1000, 1200, 2100, 7900, 8000].filter((ms) => sampling.isDue(ms))
  assert.deepEqual(due, [0, 1000, 2100, 7900, 8000])
})

test('another video begins with a frame that is due', () => {
  const sampling = new Sampling(1000)
  sampling.isDue(5000)
  assert.equal(sampling.isDue(0), true)
  sampling.isDue(700)
  assert.equal(sampling.isDue(0), true, 'a video shorter than the interval was before it')
})
