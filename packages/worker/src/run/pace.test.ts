import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pace } from './pace.js'

test('once a minute it tells the share of the last minute, with a remedy, and when it is over', () => {
  const pace = new Pace(1_000)
  assert.equal(pace.look(60_999, { decoded: 300, dropped: 100 }), undefined)
  assert.match(
    pace.look(61_000, { decoded: 300, dropped: 100 }) ?? '',
    /33 % of the frames of the last 60 s were left out\. Lower sampling_fps/,
  )
  assert.equal(pace.look(90_000, { decoded: 400, dropped: 200 }), undefined)
  assert.match(
    pace.look(123_000, { decoded: 600, dropped: 160 }) ?? '',
    /20 % of the frames of the last 62 s/,
  )
  assert.equal(pace.look(183_000, { decoded: 900, dropped: 174 }), '')
})

test('a minute without a frame is no slowness', () => {
  const pace = new Pace(0)
  assert.equal(pace.look(60_000, { decoded: 0, dropped: 0 }), '')
})
