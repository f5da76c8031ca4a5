import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { tempFolder } from '@vigia/testing'
import { checkMediaAddress } from './check-media-address.js'

const policy = addressPolicy('media', '')

test('what can never be read is refused when it is saved, with the remedy', async () => {
  await assert.rejects(
    checkMediaAddress('gopher://10.0.0.9/a.mp4', policy, []),
    /use rtsp, rtmp, http, https, ftp or file/,
  )
  await assert.rejects(checkMediaAddress('rtsp://127.0.0.1/ch1', policy, []), /VIGIA_MEDIA_ALLOW/)
  await assert.rejects(checkMediaAddress('file:///etc/passwd', policy, []), /VIGIA_MEDIA_DIRS/)
})

test('a camera that is off, a name that does not resolve and a file to come are saved', async (t) => {
  const folder = await tempFolder()
  t.after(() => folder.remove())
  await checkMediaAddress('rtsp://10.0.0.9/ch1', policy, [])
  await checkMediaAddress('rtsp://camera.invalid/ch1', policy, [])
  await checkMediaAddress(`file://${join(folder.path, 'tomorrow.mp4')}`, policy, [folder.path])
  await writeFile(join(folder.path, 'today.mp4'), 'x')
  await checkMediaAddress(`file://${join(folder.path, 'today.mp4')}`, policy, [folder.path])
})
