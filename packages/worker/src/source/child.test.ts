import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { startSilentServer, waitFor } from '@vigia/testing'
import { MEMORY_BYTES } from './child.js'
import { openForTest, take } from './test-sources.js'

async function childrenOf(parent: number): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(() => '') : ''
    if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === parent) found.push(Number(name))
  }
  return found
}

test('a decoder dies with its parent, even when that is killed', {
  skip: !existsSync('/usr/bin/setpriv'),
}, async () => {
  const silent = await startSilentServer()
  const script = `
    import { take, openForTest } from ${JSON.stringify(new URL('./test-sources.js', import.meta.url).href)}
    await take(openForTest('rtsp://127.0.0.1:${silent.port}/live').source)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
  try {
    await waitFor(() => silent.accepted() > 0, 60_000, 'the decoder to dial')
    const [decoder] = await childrenOf(parent.pid ?? 0)
    assert.ok(decoder)
    parent.kill('SIGKILL')
    await waitFor(
      async () => {
        const status = await readFile(`/proc/${decoder}/status`, 'utf8').catch(() => '')
        // A zombie waits only for whoever inherited it.
        return status === '' || /^State:\s+Z/m.test(status)
      },
      10_000,
      'the decoder to die',
    )
  } finally {
    parent.kill('SIGKILL')
    await silent.stop()
  }
})

test('a decoder gets little memory, leaves no core file, and knows no secret of ours', {
  skip: !existsSync('/usr/bin/prlimit'),
}, async () => {
  const silent = await startSilentServer()
  process.env.VIGIA_SECRET_KEY = 'k3y-0f-0urs'
  const { source } = openForTest(`rtsp://viewer:s3cret@127.0.0.1:${silent.port}/live`)
  const reading = take(source)
  try {
    await waitFor(() => silent.accepted() > 0, 60_000, 'the decoder to dial')
    const decoder = (await childrenOf(process.pid))[0]
    const limits = await readFile(`/proc/${decoder}/limits`, 'utf8')
    assert.match(limits, new RegExp(`Max address space +${MEMORY_BYTES} +${MEMORY_BYTES} `))
    assert.match(limits, /Max core file size +0 +0 /)
    const variables = (await readFile(`/proc/${decoder}/environ`, 'utf8')).split('\0').filter(Boolean)
    const known = new Set(['PATH', 'LC_ALL', 'LD_LIBRARY_PATH'])
    assert.deepEqual(
      variables.filter((variable) => !known.has(variable.split('=')[0] ?? '')),
      [],
    )
  } finally {
    delete process.env.VIGIA_SECRET_KEY
    await source.close()
    await reading
    await silent.stop()
  }
})
