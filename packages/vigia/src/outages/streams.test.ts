/** Streams at addresses of their own and pushed ones, and the outages of all they need. */
import { after, before, describe, test } from 'node:test'
import { type Clips, makeClips } from './testing/clips.js'
import { leftBehind } from './testing/left-behind.js'
import { streamOutages } from './testing/stream-outages.js'
import { cameraRig, hlsRig, pushedRig, rtmpRig } from './testing/streams.js'

let clips: Clips
let nothingIsLeft: () => Promise<void>
before(async () => {
  clips = await makeClips()
  nothingIsLeft = await leftBehind()
})
after(() => clips.remove())

describe('outages', { concurrency: true }, () => {
  streamOutages('rtsp', 'the camera', () => cameraRig(clips, (url) => ({ type: 'url', url })))
  streamOutages('edgecamera', 'the camera', () =>
    cameraRig(clips, (url) => ({ type: 'edgecamera', id: 'cam-1', url })),
  )
  streamOutages('rtmp', 'the server', () => rtmpRig(clips))
  streamOutages('hls', 'the server', () => hlsRig(clips))
  streamOutages('vis', 'the encoder', () => pushedRig(clips))
})

test('nothing is left of all this', () => nothingIsLeft())
