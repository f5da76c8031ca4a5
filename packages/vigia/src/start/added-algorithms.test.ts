/** An added algorithm that is broken must not keep everything else from starting. */
import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addedAlgorithms } from './added-algorithms.js'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/own-algorithm', import.meta.url))

type Manifest = Record<string, unknown>
const parameter = (change: object) => ({
  parameters: {
    n: {
      type: 'integer',
      minimum: 1,
      maximum: 9,
      default: 3,
      description: 'how many',
      title_zh: '数',
      ...change,
    },
  },
})
/** Text of the file, or members that are changed, and what is said. */
const BROKEN: [string | Manifest, RegExp][] = [
  ['', /is no JSON/],
  ['{"name": "a",}', /is no JSON .*check quotes/],
  ['[]', /the manifest must be an object/],
  ['null', /the manifest must be an object/],
  [{ name: '../../etc' }, /name must be lower-case/],
  [{ name: undefined }, /name is missing/],
  [{ version: 1 }, /version must be a text/],
  [{ released_at: 'yesterday' }, /released_at must be a date/],
  [{ title_zh: '' }, /title_zh must be a text that is not empty/],
  [{ company: null }, /company must be a text/],
  [{ tags: 'a' }, /tags must be a list/],
  [{ services: [] }, /services must be an object/],
  [{ services: { moon: {} } }, /services\.moon is unknown/],
  [{ services: { cloud: { service_name: 'X' } } }, /services\.cloud\.service_name must be lower-case/],
  [{ event_types: { queue: '50397185' } }, /event_types\.queue must be a whole number/],
  [{ event_types: { queue: 1e300 } }, /event_types\.queue must be a whole number/],
  [{ labels: [7] }, /labels must be a list of texts/],
  [
    { facts: { tiles: { columns: 1000, rows: 1 } } },
    /facts\.tiles\.columns must be a whole number from 1 to 8/,
  ],
  [{ logo: '<script/>' }, /logo must be an SVG/],
  [parameter({ minimum: '1' }), /parameters\.n\.minimum must be a number/],
  [parameter({ default: 99 }), /parameters\.n\.default must lie from 1 to 9/],
  [{ parameters: { n: null } }, /parameters\.n must be an object/],
]

test('each way of being broken is told with file and member, and leaves out that algorithm only', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-broken-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const right = JSON.parse(await readFile(join(EXAMPLE, 'algorithm.json'), 'utf8')) as Manifest
  const folders = await Promise.all(
    BROKEN.map(async ([change], i) => {
      const folder = join(dir, `broken-${i}`)
      await mkdir(folder)
      await writeFile(join(folder, 'rule.js'), '')
      const text = typeof change === 'string' ? change : JSON.stringify({ ...right, ...change })
      await writeFile(join(folder, 'algorithm.json'), text)
      return folder
    }),
  )
  const left = new Map<string, string>()
  const added = await addedAlgorithms([...folders, EXAMPLE], (name, reason) => left.set(name, reason))
  assert.deepEqual(
    added.map(({ folder }) => folder),
    [EXAMPLE],
  )
  for (const [i, [change, message]] of BROKEN.entries()) {
    const reason = left.get(folders[i]!) ?? 'it was taken'
    assert.ok(reason.startsWith(`${join(folders[i]!, 'algorithm.json')}: `), reason)
    assert.match(reason, message, JSON.stringify(change))
  }
})

test('so does a folder that is not there, is no folder, lacks its rule, or has the ids of another one', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-broken-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'manifest-is-a-folder', 'algorithm.json'), { recursive: true })
  await writeFile(join(dir, 'manifest-is-a-folder', 'rule.js'), '')
  await mkdir(join(dir, 'no-rule'))
  await cp(join(EXAMPLE, 'algorithm.json'), join(dir, 'no-rule', 'algorithm.json'))
  await cp(EXAMPLE, join(dir, 'copy'), { recursive: true })
  const reasons: string[] = []
  const names = ['absent', 'manifest-is-a-folder', 'no-rule', 'copy'].map((name) => join(dir, name))
  const added = await addedAlgorithms([EXAMPLE, ...names], (_, reason) => reasons.push(reason))
  assert.equal(added.length, 1)
  const said = [/is no folder with an algorithm\.json/, /algorithm\.json/, /has no rule\.js/, /already/]
  assert.equal(reasons.length, said.length)
  for (const [i, message] of said.entries()) assert.match(reasons[i]!, message)
})
