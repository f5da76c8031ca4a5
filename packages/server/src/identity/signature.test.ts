import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import {
  ALGORITHM,
  authorizationOf,
  canonicalRequest,
  DERIVED_ALGORITHM,
  parseAuthorization,
  sha256,
  signatureOf,
} from './signature.js'

const KEY = { access: 'AK', secret: 'the-secret', algorithm: ALGORITHM, scope: undefined }
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const DATE = '20261124T080000Z'

const request = (change: object = {}) => ({
  method: 'GET',
  url: '/v1/p/infer/tasks',
  headers: { host: 'vigia.example:8080', 'x-sdk-date': DATE, 'content-type': 'application/json' },
  signedHeaders: ['content-type', 'host', 'x-sdk-date'],
  payloadHash: EMPTY,
  ...change,
})
const lineOf = (number: number, change: object): string | undefined =>
  canonicalRequest(request(change)).split('\n')[number]

test('the canonical request is method, path, query, headers, an empty line, header names and payload hash', () => {
  assert.equal(
    canonicalRequest(request({ url: '/v1/p/infer/tasks?page=2' })),
    [
      'GET',
      '/v1/p/infer/tasks/',
      'page=2',
      'content-type:application/json',
      'host:vigia.example:8080',
      `x-sdk-date:${DATE}`,
      '',
      'content-type;host;x-sdk-date',
      EMPTY,
    ].join('\n'),
  )
})

test('paths: each segment encoded once however it came, always a slash at the end', () => {
  const cases = [
    ['/', '/'],
    ['/v1', '/v1/'],
    ['/v1/', '/v1/'],
    ['/a%20b', '/a%20b/'],
    ['/%7e~*!()', '/~~%2A%21%28%29/'],
    ['/%e6%b5%8b', '/%E6%B5%8B/'],
    ['/x%2Fy', '/x%2Fy/'],
    ['/-._A9', '/-._A9/'],
  ] as const
  for (const [url, expected] of cases) assert.equal(lineOf(1, { url }), expected, url)
})

test('queries: sorted by key and value, repeated keys repeated, empty values with their equals sign', () => {
  const cases = [
    ['', ''],
    ['?', ''],
    ['?b=2&a=1', 'a=1&b=2'],
    ['?k=b&k=a&K=c', 'K=c&k=a&k=b'],
    ['?empty=&bare', 'bare=&empty='],
    ['?&a=1&', 'a=1'],
    ['?q=a+b&r=a%20b&s=a%2Bb', 'q=a%20b&r=a%20b&s=a%2Bb'],
    ['?path=/x:y,z&star=*', 'path=%2Fx%3Ay%2Cz&star=%2A'],
    ['?a=b=c', 'a=b%3Dc'],
    ['?n=%E6%B5%8B~', 'n=%E6%B5%8B~'],
    ['?u=a?b', 'u=a%3Fb'],
  ] as const
  for (const [query, expected] of cases) assert.equal(lineOf(2, { url: `/v1${query}` }), expected, query)
})

test('headers are taken in the order of the list, and no others', () => {
  const headers = { host: 'h', 'x-sdk-date': DATE, 'x-b': '  b  ', 'x-a': 'a' }
  const text = canonicalRequest(request({ headers, signedHeaders: ['x-b', 'host'] }))
  assert.deepEqual(text.split('\n').slice(3), ['x-b:b', 'host:h', '', 'x-b;host', EMPTY])
})

test('an escape that is none is an error', () => {
  for (const url of ['/%E0%A4%A', '/v1?x=%zz'])
    assert.throws(() => canonicalRequest(request({ url })), URIError)
})

test('the signature is what openssl makes of the same text', () => {
  const body = '{"name":"gate"}'
  const post = request({ method: 'POST', url: '/v2/p/tasks?a=1', payloadHash: sha256(body) })
  const openssl = (input: string, ...args: string[]): string =>
    execFileSync('openssl', ['dgst', '-sha256', '-r', ...args], {
      input,
      encoding: 'utf8',
      timeout: 30_000,
    }).slice(0, 64)
  const canonical = `POST\n/v2/p/tasks/\na=1\ncontent-type:application/json\nhost:vigia.example:8080\nx-sdk-date:${DATE}\n\ncontent-type;host;x-sdk-date\n${openssl(body)}`
  const expected = openssl(`SDK-HMAC-SHA256\n${DATE}\n${openssl(canonical)}`, '-hmac', 'the-secret')
  assert.match(expected, /^[0-9a-f]{64}$/)
  assert.equal(signatureOf(post, DATE, KEY), expected)
  assert.notEqual(signatureOf(post, DATE, { ...KEY, secret: 'the-secres' }), expected)
})

test('an Authorization header is read as SDKs write it, and anything else is not', () => {
  const signature = 'a1'.repeat(32)
  const good = `SDK-HMAC-SHA256 Access=AK, SignedHeaders=Host;x-sdk-date, Signature=${signature}`
  assert.deepEqual(parseAuthorization(good), {
    algorithm: ALGORITHM,
    access: 'AK',
    scope: undefined,
    signedHeaders: ['host', 'x-sdk-date'],
    signature,
  })
  for (const bad of [
    good.replace('Access=AK', 'Access='),
    good.replace('SHA256', 'SM3'),
    good.replace('SDK', 'V11'),
    good.replace('Access=AK', 'Credential=AK'),
    good.replace('Access=AK', 'Credential=AK/20261124/eu-1/dis'),
    good.replace('Access=AK', 'Credential=AK/20261124/eu-1/dis/other'),
    good.replace('SDK-HMAC-SHA256 Access=AK', 'V11-HMAC-SHA256 Credential=AK/20261124/eu-1/dis/sdk_request'),
    good.slice(0, -1),
    `${good}a`,
    good.replace('SignedHeaders=Host;x-sdk-date, ', ''),
    good.replaceAll(',', ''),
    '',
  ])
    assert.equal(parseAuthorization(bad), undefined, bad)
})

const DAY = '20261124/eu-1/dis'
const bound = (algorithm: string, scope: string) => ({ ...KEY, algorithm, scope })

test('a Credential signs with a key made for its day, region and service, as openssl makes it', () => {
  const hmac = (text: string, key: string): string =>
    execFileSync('openssl', ['dgst', '-sha256', '-r', '-mac', 'HMAC', '-macopt', key], {
      input: text,
      encoding: 'utf8',
      timeout: 30_000,
    }).slice(0, 64)
  const scope = `${DAY}/sdk_request`
  let key = `key:SDKthe-secret`
  for (const part of scope.split('/')) key = `hexkey:${hmac(part, key)}`
  const text = [ALGORITHM, DATE, scope, sha256(canonicalRequest(request()))].join('\n')
  assert.equal(signatureOf(request(), DATE, bound(ALGORITHM, scope)), hmac(text, key))
})

test('V11 signs with the hex digits of a key made by HKDF, as openssl makes it', () => {
  const options = ['digest:SHA256', 'key:the-secret', 'salt:AK', `info:${DAY}`]
  const derived = execFileSync(
    'openssl',
    ['kdf', '-keylen', '32', ...options.flatMap((option) => ['-kdfopt', option]), 'HKDF'],
    { encoding: 'utf8', timeout: 30_000 },
  )
  const key = derived.replaceAll(/[:\n]/g, '').toLowerCase()
  assert.match(key, /^[0-9a-f]{64}$/)
  const text = [DERIVED_ALGORITHM, DATE, DAY, sha256(canonicalRequest(request()))].join('\n')
  const expected = execFileSync('openssl', ['dgst', '-sha256', '-r', '-hmac', key], {
    input: text,
    encoding: 'utf8',
    timeout: 30_000,
  }).slice(0, 64)
  assert.equal(signatureOf(request(), DATE, bound(DERIVED_ALGORITHM, DAY)), expected)
})

test('what is written as a header is read back, in every form', () => {
  for (const key of [KEY, bound(ALGORITHM, `${DAY}/sdk_request`), bound(DERIVED_ALGORITHM, DAY)]) {
    const { secret, ...shown } = key
    const { signature, signedHeaders, ...given } = parseAuthorization(authorizationOf(request(), DATE, key))!
    assert.deepEqual(given, shown)
    assert.deepEqual(signedHeaders, request().signedHeaders)
    assert.equal(signature, signatureOf(request(), DATE, { ...given, secret }))
  }
})
