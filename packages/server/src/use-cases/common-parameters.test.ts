import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@vigia/contract'
import { ALGORITHMS, newestRelease } from '@vigia/core'
import { checkCommon } from './common-parameters.js'

const crowd = newestRelease(ALGORITHMS.get('c-crowdcount-cloud')!)

test('a list of numbers is a string; a bare number is refused with how to write it', () => {
  checkCommon(crowd, { alarm_threshold: '5' })
  assert.throws(
    () => checkCommon(crowd, { alarm_threshold: 5 }),
    (error) =>
      error instanceof ApiError && /config\.common\.alarm_threshold: .*put 5 in quotes/.test(error.detail),
  )
  assert.throws(
    () => checkCommon(crowd, { density_sw: '1' }),
    (error) => error instanceof ApiError && !error.detail.includes('quotes'),
  )
})
