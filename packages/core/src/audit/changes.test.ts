import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BodySchema } from './body-schema.js'
import { describeChanges } from './changes.js'

const text: BodySchema = {}
const schema: BodySchema = {
  properties: {
    name: text,
    description: text,
    url: text,
    password: text,
    headers: {},
    envs: { items: { properties: { name: text, value: text } } },
    certificate_check: {},
    api_key: text,
    schedule: { anyOf: [{ properties: { type: text } }, {}] },
    data: { items: { properties: { url: text, index: {} } } },
    common: {},
  },
}
const shown = (body: unknown) => describeChanges(body, schema)

test('members that the schema knows are told; others are left out with their values', () => {
  assert.deepEqual(shown({ name: 'gate', passwrod: 'hunter2', data: [{ index: 0, extra: 'x' }] }), {
    name: 'gate',
    data: [{ index: 0 }],
  })
  assert.deepEqual(shown({ schedule: { type: 'weekly', other: 1 } }), { schedule: { type: 'weekly' } })
  assert.deepEqual(shown({ schedule: null }), { schedule: null })
})

test('secrets are masked by the name of their member, whole', () => {
  const body = {
    password: 'hunter2',
    headers: { 'X-Key': 's3cret' },
    envs: [{ name: 'TOKEN', value: 's3cret' }],
    api_key: 'k',
    certificate_check: true,
  }
  assert.deepEqual(shown(body), {
    password: '******',
    headers: '******',
    envs: '******',
    api_key: '******',
    certificate_check: true,
  })
})

test('of addresses scheme and host are told, of streams and files also the path, never user, password or query', () => {
  const cases: [string, string][] = [
    ['rtsp://viewer:hunter2@10.0.0.9:554/ch1?token=s3cret', 'rtsp://10.0.0.9:554/ch1'],
    ['https://user:hunter2@hooks.example.org/T0/s3cret?k=s3cret#s3cret', 'https://hooks.example.org'],
    ['file:///srv/yard.mp4', 'file:///srv/yard.mp4'],
    ['rtsp://viewer:p@ss/wo:rd@10.0.0.9/ch1', '******'],
    ['rtsp://viewer:12/s3cret@10.0.0.9/ch1', '******'],
    ['https://viewer:12?s3cret@10.0.0.9', '******'],
    ['see rtsp://viewer:hunter2@10.0.0.9', '******'],
  ]
  for (const [url, told] of cases)
    assert.deepEqual(shown({ url, description: url }), { url: told, description: told })
})

test('where the schema leaves the members open, numbers and switches are told, text is not', () => {
  const common = { threshold: 0.5, on: true, target_roi: '{"polygons":[]}', zones: ['a'] }
  assert.deepEqual(shown({ common }), {
    common: { threshold: 0.5, on: true, target_roi: '******', zones: '******' },
  })
})

test('long text is told by its length, long arrays by their beginning, a huge body by the names of its members', () => {
  assert.deepEqual(shown({ description: 'x'.repeat(201) }), { description: '201 characters' })
  const data = Array.from({ length: 23 }, (_, index) => ({ index }))
  const { data: told } = shown({ data }) as { data: unknown[] }
  assert.deepEqual([told.length, told.at(-1)], [21, 'and 3 more'])
  const urls = data.map(() => ({ url: `rtsp://10.0.0.9/${'x'.repeat(190)}` }))
  assert.equal(shown({ name: 'gate', data: urls }), 'name, data')
})

test('what is no object is told too', () => {
  assert.equal(shown(7), 7)
  assert.equal(shown(null), null)
  assert.deepEqual(shown(['a']), ['a'])
})
