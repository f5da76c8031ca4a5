/** Files on web servers, FTP servers and in object stores, and the outages of these in the middle of a file. */
import { after, before, describe, test } from 'node:test'
import { fileOutages } from './testing/file-outages.js'
import { leftBehind } from './testing/left-behind.js'
import { ftpRig, makeStored, type Stored, storeRig, webRig } from './testing/stored.js'

let stored: Stored
let nothingIsLeft: () => Promise<void>
before(async () => {
  stored = await makeStored()
  nothingIsLeft = await leftBehind()
})
after(() => stored.remove())

const times = (): readonly number[] => stored.times
const GIVEN_UP = { code: 'SOURCE.UNREACHABLE', message: /could not be read in 10 tries: connection refused$/ }

describe('outages', { concurrency: true }, () => {
  fileOutages('http', () => webRig(stored), times, GIVEN_UP)
  fileOutages('ftp', () => ftpRig(stored), times, GIVEN_UP)
  fileOutages('obs', () => storeRig(stored), times)
})

test('nothing is left of all this', () => nothingIsLeft())
