import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS, type Assignment } from '@vigia/core'
import { unfit } from './unfit.js'

const assignment = (serviceVersion: string, common: Record<string, unknown>): Assignment => ({
  jobId: 'a'.repeat(32),
  projectId: 'p',
  name: 'gate',
  serviceName: 'c-intrusiondetection-cloud',
  serviceVersion,
  epoch: 1,
  spec: {
    input: { type: 'url', url: 'rtsp://10.0.0.9/ch1', index: 0 },
    output: { eventCenter: true },
    common,
  },
})

test('a release that is here and takes the parameters is fit', () => {
  assert.equal(unfit(ALGORITHMS, assignment('3.0', { region_time_threshold: 'not known to 3.0' })), undefined)
  assert.equal(unfit(ALGORITHMS, assignment('3.1', { region_time_threshold: 3 })), undefined)
})

test('what an older release ignored and the new one refuses is told by its name', () => {
  const { code, message } = unfit(ALGORITHMS, assignment('3.1', { region_time_threshold: 'long' })) ?? {}
  assert.equal(code, 'VIGIA.PARAMETER')
  assert.match(
    message!,
    /^config\.common\.region_time_threshold: .* from 0 to 3600\. Update the job, then start it\.$/,
  )
})

test('a release or a service that is not here is told', () => {
  assert.equal(unfit(ALGORITHMS, assignment('9.9', {}))?.code, 'VIGIA.RELEASE')
  assert.match(
    unfit(ALGORITHMS, { ...assignment('3.0', {}), serviceName: 'c-none' })?.message ?? '',
    /c-none 3\.0 is not installed/,
  )
})
