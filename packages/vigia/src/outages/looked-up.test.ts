/** Cameras that a server tells of: the outages of the camera, and those of the server. */
import { after, before, describe, test } from 'node:test'
import { type TestCertificates, testCertificates } from '@vigia/testing'
import { type Clips, makeClips } from './testing/clips.js'
import { leftBehind } from './testing/left-behind.js'
import { restfulRig, vcnRig } from './testing/looked-up.js'
import { streamOutages } from './testing/stream-outages.js'

let clips: Clips
let certificates: TestCertificates
let nothingIsLeft: () => Promise<void>
before(async () => {
  clips = await makeClips()
  certificates = await testCertificates()
  nothingIsLeft = await leftBehind()
})
after(async () => {
  await clips.remove()
  await certificates.remove()
})

describe('outages', { concurrency: true }, () => {
  for (const part of ['the camera', 'the server']) {
    streamOutages('restful', part, () => restfulRig(clips))
    streamOutages('vcn', part, () => vcnRig(clips, certificates))
  }
})

test('nothing is left of all this', () => nothingIsLeft())
