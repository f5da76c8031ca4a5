import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { AuditList } from '@vigia/contract'
import { realServer } from './testing/real-server.js'
import { runVigia } from './testing/run-vigia.js'

const SERVICE = 'c-intrusiondetection-cloud'

/** A server on which two jobs were made, and a folder for exports. */
async function setUp(t: TestContext) {
  const { url } = await realServer(t)
  const dir = await mkdtemp(join(tmpdir(), 'vigia-audit-'))
  t.after(() => rm(dir, { recursive: true }))
  const env = { VIGIA_SERVER: url, VIGIA_PASSWORD: 'right' }
  const run = (...args: string[]) => runVigia(args, { env })
  const audit = (...args: string[]) => run('admin', 'audit', ...args)
  for (const name of ['gate', 'yard'])
    await run('jobs', 'create', SERVICE, '--name', name, '--url', 'rtsp://a:s3cret@10.0.0.9/ch1')
  return { audit, file: join(dir, 'audit.ndjson') }
}

test('list shows who asked for what from where, and how it was answered', async (t) => {
  const { audit } = await setUp(t)
  const { code, out, err } = await audit('list')
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^ *SEQ +TIME +USER +FROM +OPERATION +ANSWER +TARGETS\n/)
  assert.match(
    out,
    /\n +3 +20\d\d-.*Z +admin +127\.0\.0\.1 +createTaskV1 +200 +c-intrusion\S+ [0-9a-f]{32}\n/,
  )
  assert.match(out, /\n\n2 requests, page 1 of 1\n$/)
  const json: AuditList = JSON.parse((await audit('list', '--json', '--page-size', '1')).out)
  assert.deepEqual([json.total, json.entries[0]?.operation], [2, 'createTaskV1'])
})

test('list takes filters; a time that is none is told', async (t) => {
  const { audit } = await setUp(t)
  for (const [flag, value, total] of [
    ['--by', 'admin', 2],
    ['--by', 'somebody', 0],
    ['--operation', 'deleteTask', 0],
    ['--target', SERVICE, 2],
    ['--from', '2020-01-01', 2],
    ['--until', '1577836800000', 0],
  ] as const) {
    const { out } = await audit('list', flag, value)
    assert.match(out, new RegExp(`^${total} requests|\n\n${total} requests`), `${flag} ${value}`)
  }
  const wrong = await audit('list', '--from', 'yesterday')
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /must be a time like/)
})

test('the log of the domain has the sign-ins', async (t) => {
  const { audit } = await setUp(t)
  assert.match((await audit('list', '--of-domain')).out, / createToken +201\n/)
  assert.match((await audit('verify', '--of-domain')).out, /entries are as they were written/)
})

test('an export verifies without a server, whole or a piece of it', async (t) => {
  const { audit, file } = await setUp(t)
  const exported = await audit('export', '--output', file)
  assert.deepEqual([exported.code, exported.out], [0, `4 entries written to ${file}\n`])
  const text = await readFile(file, 'utf8')
  assert.equal((await audit('export')).out, text, 'without --output it goes to the standard output')
  const offline = await runVigia(['admin', 'audit', 'verify', file])
  assert.deepEqual([offline.code, offline.err], [0, ''])
  assert.equal(offline.out, (await audit('verify')).out, 'the server says the same')
  assert.match(offline.out, /^4 entries are as they were written\.\nHead {2}[0-9a-f]{64} {2}\(entry 4\)\n$/)
  await writeFile(file, text.split('\n').slice(2).join('\n'))
  assert.match((await runVigia(['admin', 'audit', 'verify', file])).out, /^2 entries .*\n.*entry 4\)\n$/)
})

test('a file in which something was changed ends with 1, and says where', async (t) => {
  const { audit, file } = await setUp(t)
  await audit('export', '--output', file)
  const text = await readFile(file, 'utf8')
  const lines = text.trimEnd().split('\n')
  const verify = async (changed: string[], ...args: string[]) => {
    await writeFile(file, `${changed.join('\n')}\n`)
    return runVigia(['admin', 'audit', 'verify', file, ...args])
  }
  for (const [what, changed] of [
    ['edited', lines.with(1, lines[1]!.replace('answered', 'awnsered'))],
    ['removed', lines.toSpliced(1, 1)],
    ['swapped', lines.with(1, lines[2]!).with(2, lines[1]!)],
  ] as const) {
    const { code, err } = await verify(changed)
    assert.equal(code, 1, what)
    assert.match(
      err,
      /broken at entry 2: .*\n {2}what to do: What stands before it is as it was written/,
      what,
    )
  }
  const { head } = JSON.parse((await verify(lines, '--json')).out)
  assert.equal((await verify(lines.slice(0, 3))).code, 0, 'a file alone does not tell where its end was')
  const cut = await verify(lines.slice(0, 3), '--head', head.hash, '--json')
  assert.deepEqual([cut.code, JSON.parse(cut.out).broken_at], [1, 4])
  assert.equal((await verify(lines, '--head', head.hash)).code, 0)
})

test('what is no export, and files that cannot be read or written, end with 2', async (t) => {
  const { audit, file } = await setUp(t)
  const { code, err } = await audit('verify', file)
  assert.deepEqual([code, /cannot be read/.test(err)], [2, true])
  await writeFile(file, 'hello\n')
  assert.match((await audit('verify', file)).err, /Line 1 of .* is no line of an exported audit log/)
  const there = await audit('export', '--output', file)
  assert.equal(there.code, 2)
  assert.match(there.err, /--output .* cannot be made: EEXIST/)
  assert.equal(await readFile(file, 'utf8'), 'hello\n')
})
