import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS, releaseOf } from '@vigia/core'
import { DEMO_ROI } from '@vigia/scenes'
import { demoJobs } from './jobs.js'

test('both jobs name algorithms there are and pass their checks', () => {
  const jobs = demoJobs('rtmp://127.0.0.1:1935/live/street', 'http://127.0.0.1:9000/alarms')
  assert.deepEqual(
    jobs.map(({ body }) => body.name),
    ['demo-intrusion', 'demo-people-flow'],
  )
  for (const { serviceName, body } of jobs) {
    const release = releaseOf(ALGORITHMS.get(serviceName), body.service_version)
    assert.ok(release)
    const common = body.config!.common!
    release.validate(common)
    release.createRule(common)
    assert.deepEqual(JSON.parse(String(common.target_roi)), DEMO_ROI)
    assert.equal(body.output.webhook?.url, 'http://127.0.0.1:9000/alarms')
  }
})

test('a video we do not know gets no lines of ours', () => {
  for (const { body } of demoJobs('rtsp://10.0.0.9/ch1', 'http://127.0.0.1:9000/alarms', null)) {
    assert.equal(body.config!.common!.target_roi, undefined)
  }
})
