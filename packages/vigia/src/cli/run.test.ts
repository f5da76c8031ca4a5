import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runVigia } from './testing/run-vigia.js'

const LEAVES = [
  'start',
  'jobs create',
  'jobs list',
  'jobs show',
  'jobs start',
  'jobs stop',
  'jobs delete',
  'jobs watch',
  'models list',
  'models pull',
  'models test',
  'token',
  'keys create',
  'keys list',
  'keys delete',
]

for (const leaf of LEAVES) {
  test(`${leaf} --help: usage, exit codes, and --json where there is an answer`, async () => {
    const { code, out, err } = await runVigia([...leaf.split(' '), '--help'])
    assert.equal(code, 0)
    assert.equal(err, '')
    assert.match(out, new RegExp(`^Usage: vigia ${leaf} `))
    assert.match(out, /Exit codes:\n {2}0 {2}done[\s\S]*4 {2}sign-in failed/)
    assert.equal(out.includes('--json'), leaf !== 'start')
  })
}

test('no command, an unknown one, an unknown flag and a missing argument end with 2', async () => {
  assert.equal((await runVigia([])).code, 2)
  assert.match((await runVigia([])).err, /Usage: vigia/)
  assert.equal((await runVigia(['jobs'])).code, 2)
  const unknown = await runVigia(['job'])
  assert.equal(unknown.code, 2)
  assert.equal(unknown.err, "vigia: unknown command 'job'\n  what to do: (Did you mean jobs?)\n")
  const flag = await runVigia(['jobs', 'list', '--nope'])
  assert.equal(flag.code, 2)
  assert.match(flag.err, /unknown option '--nope'/)
  const argument = await runVigia(['jobs', 'show'])
  assert.equal(argument.code, 2)
  assert.match(argument.err, /missing required argument 'id'\n {2}what to do: Add --help/)
})

test('with --json an error is one JSON document too', async () => {
  const { code, out, err } = await runVigia(['jobs', 'list', '--json', '--page-size', '4'])
  assert.equal(code, 2)
  assert.equal(out, '')
  assert.equal(JSON.parse(err).error.exit_code, 2)
})

test('--version prints ours', async () => {
  const { code, out } = await runVigia(['--version'])
  assert.equal(code, 0)
  assert.match(out, /^\d+\.\d+\.\d+\n$/)
})
