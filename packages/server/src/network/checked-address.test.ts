import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { AddressRefused, checkedAddresses, checkWebhookAddress } from './checked-address.js'

const policy = addressPolicy('webhook', '10.7.0.0/16')
const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test('every spelling of a loopback or metadata address is refused when a job is saved', async () => {
  for (const host of [
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '10.8.0.1',
  ]) {
    await assert.rejects(checkWebhookAddress(`http://${host}/`, policy), AddressRefused, host)
  }
  await checkWebhookAddress('https://10.7.1.1:8443/', policy)
  await checkWebhookAddress('https://93.184.216.34/', policy)
})

test('one refused address among several refuses the name, and the text says the variable', async () => {
  const mixed = resolvesTo('93.184.216.34', '::1')
  await assert.rejects(
    checkWebhookAddress('https://hooks.example/', policy, mixed),
    /hooks\.example leads to ::1 .*VIGIA_EGRESS_ALLOW/,
  )
  const good = resolvesTo('93.184.216.34', '10.7.0.9')
  assert.equal((await checkedAddresses('hooks.example', 443, policy, good)).length, 2)
})

test('what is no web address is refused with the remedy', async () => {
  await assert.rejects(checkWebhookAddress('ftp://93.184.216.34/', policy), /https: or http:, not by ftp:/)
  await assert.rejects(checkWebhookAddress('hooks.example/alarms', policy), /whole address such as/)
})

test('a name without an address says so', async () => {
  const failing = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
  await assert.rejects(
    checkWebhookAddress('https://nowhere.example/', policy, failing),
    /nowhere\.example cannot be resolved \(ENOTFOUND\)/,
  )
  await assert.rejects(
    checkWebhookAddress('https://empty.example/', policy, resolvesTo()),
    /it has no address/,
  )
})
