import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressPolicy, addressRefusal } from './address-policy.js'

const LOOPBACK = [
  '127.0.0.1',
  '127.8.8.8',
  '::1',
  '0.0.0.0',
  '::',
  '::ffff:127.0.0.1',
  '2002:7f00:1::',
  '64:ff9b::7f00:1',
]
const LINK_LOCAL = ['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.169.254']
const METADATA = [
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  'fd00:42::42',
  '100.100.100.200',
  '168.63.129.16',
]
const OTHER = [
  '224.0.0.1',
  'ff02::1',
  '255.255.255.255',
  '240.0.0.1',
  '::7f00:1',
  '::a9fe:a9fe',
  '64:ff9b:1::7f00:1',
  '2001:0:7f00:1::',
  'fec0::1',
  '198.51.100.1',
  '4000::1',
]
const PRIVATE = [
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.64',
  'fd00::5',
  '100.64.0.1',
  '100.100.100.201',
  '::ffff:10.0.0.1',
]
const PUBLIC = ['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34']

const table: [kind: 'webhook' | 'media', addresses: string[], allowed: boolean][] = [
  ['webhook', [...LOOPBACK, ...LINK_LOCAL, ...METADATA, ...OTHER, ...PRIVATE], false],
  ['webhook', PUBLIC, true],
  ['media', [...LOOPBACK, ...LINK_LOCAL, ...METADATA, ...OTHER], false],
  ['media', [...PRIVATE, ...PUBLIC], true],
]
for (const [kind, addresses, allowed] of table) {
  for (const address of addresses) {
    test(`${kind}: ${address} is ${allowed ? 'reached' : 'refused'}`, () => {
      assert.equal(addressRefusal(address, 443, addressPolicy(kind, '')) === undefined, allowed)
    })
  }
}

test('an allowed network opens itself and nothing else, and the refusal names the variable', () => {
  const policy = addressPolicy('webhook', '10.1.0.0/16, 127.0.0.1, fd00::/8')
  assert.equal(addressRefusal('10.1.200.3', 80, policy), undefined)
  assert.equal(addressRefusal('127.0.0.1', 80, policy), undefined)
  assert.equal(addressRefusal('fd12::1', 80, policy), undefined)
  assert.match(addressRefusal('10.2.0.1', 80, policy) ?? '', /VIGIA_EGRESS_ALLOW/)
  assert.match(addressRefusal('127.0.0.2', 80, policy) ?? '', /loopback/)
  assert.match(addressRefusal('100.100.100.200', 80, policy) ?? '', /metadata address/)
})

test('an endpoint opens one port of one address', () => {
  const policy = addressPolicy('media', '', [{ address: '127.0.0.1', port: 1935 }])
  assert.equal(addressRefusal('127.0.0.1', 1935, policy), undefined)
  assert.match(addressRefusal('127.0.0.1', 1936, policy) ?? '', /VIGIA_MEDIA_ALLOW/)
})

test('what is no network is refused by name', () => {
  assert.throws(() => addressPolicy('media', '10.0.0.0/8, ten'), /VIGIA_MEDIA_ALLOW: "ten" is no network/)
  assert.throws(() => addressPolicy('media', '10.0.0.0/33'), /10\.0\.0\.0\/33/)
})

test('a name instead of an address is refused: names are resolved before they are judged', () => {
  assert.match(addressRefusal('localhost', 80, addressPolicy('webhook', '')) ?? '', /no IP address/)
})
