import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { realServer } from './testing/real-server.js'
import { runVigia } from './testing/run-vigia.js'

async function setUp(t: TestContext) {
  const { url } = await realServer(t)
  const env = { VIGIA_SERVER: url, VIGIA_PASSWORD: 'right' }
  return (...args: string[]) => runVigia(['keys', ...args], { env })
}

test('create shows access key and secret, list the keys without secrets, delete takes one away', async (t) => {
  const run = await setUp(t)
  const made = await run('create', '--description', 'for the gate')
  const [, access = '', secret = ''] =
    /^Access key {2}([A-Z0-9]{20})\nSecret key {2}(\w{40})\n$/.exec(made.out) ?? []
  assert.deepEqual([made.code, made.err, access !== ''], [0, '', true], made.out)
  const listed = await run('list')
  assert.match(listed.out, new RegExp(`^ACCESS KEY .*\\n${access} +active +20\\d\\d-.*Z +for the gate\\n$`))
  assert.ok(!listed.out.includes(secret))
  const gone = await run('delete', access)
  assert.deepEqual([gone.code, gone.out], [0, `Access key ${access} is deleted.\n`])
  assert.equal((await run('list')).out, '0 access keys\n')
})

test('--json gives programs the key as the API has it', async (t) => {
  const run = await setUp(t)
  const made = JSON.parse((await run('create', '--json')).out)
  assert.deepEqual(Object.keys(made).sort(), [
    'access',
    'create_time',
    'description',
    'secret',
    'status',
    'user_id',
  ])
  const { secret: _, ...rest } = made
  assert.deepEqual(JSON.parse((await run('list', '--json')).out), [rest])
  assert.deepEqual(JSON.parse((await run('delete', made.access, '--json')).out), {
    access: made.access,
    deleted: true,
  })
})

test('a terminal is told that the secret is shown once; it is not part of the output', async (t) => {
  const { url } = await realServer(t)
  let told = ''
  const stderr = { isTTY: true, write: (text: string) => (told += text) }
  const { out } = await runVigia(['keys', 'create'], {
    env: { VIGIA_SERVER: url, VIGIA_PASSWORD: 'right' },
    stderr,
  })
  assert.match(told, /not shown again/)
  assert.equal(out.split('\n').length, 3)
})

test('what the server refuses ends with 1 and says what to do; a wrong password with 4', async (t) => {
  const run = await setUp(t)
  const { code, err } = await run('delete', 'NOSUCHKEY')
  assert.equal(code, 1)
  assert.match(err, /^vigia: IDENTITY: .*you have no access key NOSUCHKEY\n {2}what to do: Put right/)
  for (let i = 0; i < 10; i++) assert.equal((await run('create')).code, 0)
  const eleventh = await run('create')
  assert.equal(eleventh.code, 1)
  assert.match(eleventh.err, /10 access keys already.*delete one first/)
  const { url } = await realServer(t)
  const wrong = await runVigia(['keys', 'list'], { env: { VIGIA_SERVER: url, VIGIA_PASSWORD: 'wrong' } })
  assert.equal(wrong.code, 4)
})
