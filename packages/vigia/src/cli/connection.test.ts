import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { Keys } from './deps.js'
import { fakeVigia, PROJECT } from './testing/fake-vigia.js'
import { runVigia, signedIn } from './testing/run-vigia.js'

/** A terminal on which somebody types `text` as soon as it listens. */
class Typist extends EventEmitter implements Keys {
  readonly isTTY = true
  raw: boolean[] = []
  constructor(private readonly text: string) {
    super()
  }
  setRawMode(raw: boolean): void {
    this.raw.push(raw)
  }
  resume(): void {
    this.emit('data', Buffer.from(this.text))
  }
  pause(): void {}
}

test('token: signs in with the environment and prints the token alone', async (t) => {
  const { url } = await fakeVigia(t)
  const env = { VIGIA_SERVER: url, VIGIA_USER: 'admin', VIGIA_PASSWORD: 'right' }
  const text = await runVigia(['token'], { env })
  assert.deepEqual([text.code, text.out, text.err], [0, 'token-of-admin\n', ''])
  const { out } = await runVigia(['token', '--json'], { env })
  assert.deepEqual(JSON.parse(out), {
    token: 'token-of-admin',
    expires_at: '2026-11-24T08:00:00.000000Z',
    project_id: PROJECT,
    project_name: 'default',
  })
})

test('flags win over the environment and reach the server', async (t) => {
  const { url, seen } = await fakeVigia(t)
  const env = {
    VIGIA_SERVER: 'http://127.0.0.1:1',
    VIGIA_USER: 'nobody',
    VIGIA_PASSWORD: 'right',
    VIGIA_PROJECT: 'other',
  }
  const { code } = await runVigia(
    ['token', '--server', url, '--user', 'admin', '--project', 'yard', '--domain', 'acme'],
    { env },
  )
  assert.equal(code, 0)
  assert.deepEqual(seen[0]?.body, {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'admin', password: 'right', domain: { name: 'acme' } } },
      },
      scope: { project: { name: 'yard', domain: { name: 'acme' } } },
    },
  })
})

test('a wrong password ends with 4 and does not show it', async (t) => {
  const { url } = await fakeVigia(t)
  const { code, out, err } = await runVigia(['jobs', 'list'], {
    env: { VIGIA_SERVER: url, VIGIA_PASSWORD: 'wr0ng' },
  })
  assert.deepEqual([code, out], [4, ''])
  assert.match(
    err,
    /^vigia: SIGN_IN: .*The username or password is wrong\.\n {2}what to do: Check user, password/,
  )
  assert.ok(!err.includes('wr0ng'))
})

test('a token that has ended ends with 4', async (t) => {
  const { url } = await fakeVigia(t)
  assert.equal((await runVigia(['jobs', 'list'], { env: { VIGIA_SERVER: url, VIGIA_TOKEN: 'old' } })).code, 4)
})

test('a token for another project than the one asked for ends with 4 and says which', async (t) => {
  const { url } = await fakeVigia(t)
  const { code, err } = await runVigia(['jobs', 'list', '--project', 'yard'], { env: signedIn(url) })
  assert.equal(code, 4)
  assert.match(err, /VIGIA_TOKEN is for project default, not for yard/)
})

test('--user asks for that user although there is a token', async (t) => {
  const { url, seen } = await fakeVigia(t)
  const { code } = await runVigia(['jobs', 'list', '--user', 'admin'], {
    env: { ...signedIn(url), VIGIA_PASSWORD: 'right' },
  })
  assert.equal(code, 0)
  assert.equal(seen[0]?.call, 'POST /v3/auth/tokens?nocatalog=true')
})

test('on a terminal the password is asked for, without echo', async (t) => {
  const { url } = await fakeVigia(t)
  const stdin = new Typist('wronk\u007f\u007f\u007f\u007f\u007fright\r')
  const { code, out, err } = await runVigia(['token'], { env: { VIGIA_SERVER: url }, stdin })
  assert.deepEqual([code, out], [0, 'token-of-admin\n'])
  assert.equal(err, `Password of admin at ${url}: \n`)
  assert.deepEqual(stdin.raw, [true, false])
  assert.equal(stdin.listenerCount('data'), 0)
})

test('Ctrl-C at the password gives the terminal back and ends with 4', async () => {
  const stdin = new Typist('ri\u0003')
  const { code } = await runVigia(['token'], { stdin })
  assert.equal(code, 4)
  assert.deepEqual(stdin.raw, [true, false])
})

test('without a terminal and without a password it ends with 4 and names the variables', async () => {
  const { code, err } = await runVigia(['token'])
  assert.equal(code, 4)
  assert.match(err, /VIGIA_PASSWORD or VIGIA_TOKEN/)
})

test('a server that is not there ends with 3, an address that is none with 2', async () => {
  const away = await runVigia(['jobs', 'list'], {
    env: { VIGIA_SERVER: 'http://127.0.0.1:1', VIGIA_PASSWORD: 'p' },
  })
  assert.equal(away.code, 3)
  assert.match(away.err, /^vigia: UNREACHABLE: .*127\.0\.0\.1:1.*\n {2}what to do: Check the address/)
  const none = await runVigia(['token', '--server', 'localhost'])
  assert.equal(none.code, 2)
  assert.match(none.err, /--server or VIGIA_SERVER/)
})
