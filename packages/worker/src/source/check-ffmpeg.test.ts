import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '@vigia/testing'
import { checkFfmpeg, checkVersion } from './check-ffmpeg.js'

test('the FFmpeg of this machine will do', () => checkFfmpeg('ffmpeg'))

test('one that is missing, or no FFmpeg, is named with the remedy', async () => {
  await assert.rejects(
    checkFfmpeg('/nonexistent/ffmpeg'),
    /\/nonexistent\/ffmpeg was not found.*VIGIA_FFMPEG/,
  )
  await assert.rejects(checkFfmpeg('/bin/true'), /\/bin\/true is no FFmpeg/)
  await assert.rejects(checkFfmpeg('/bin/false'), /\/bin\/false does not run \(1\)/)
})

test('ffprobe is needed too', async () => {
  const folder = await tempFolder()
  const ffmpeg = join(folder.path, 'ffmpeg')
  await writeFile(ffmpeg, '#!/bin/sh\necho ffmpeg version 5.1\n')
  await chmod(ffmpeg, 0o755)
  await assert.rejects(checkFfmpeg(ffmpeg), /ffprobe was not found/)
  await folder.remove()
})

test('versions before 5.1 are too old', () => {
  for (const old of ['4.4.2-0ubuntu0.22.04.1', '5.0.1', 'n4.4'])
    assert.throws(() => checkVersion('ffmpeg', `ffmpeg version ${old} Copyright`), /5\.1 is needed/)
  for (const good of ['5.1.9-0+deb12u1', 'n6.0', '7.1', 'N-117-gabc', '2026-01-01-git-abc'])
    checkVersion('ffmpeg', `ffmpeg version ${good} Copyright`)
})
