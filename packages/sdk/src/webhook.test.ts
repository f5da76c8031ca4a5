import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { verifyWebhook, type WebhookFault } from './webhook.js'

const SECRET = `whsec_${randomBytes(32).toString('base64')}`
const OTHER = `whsec_${randomBytes(24).toString('base64')}`
const ID = '0B5A2D0E-1111-4222-8333-444455556666'
const BODY = JSON.stringify({ task_id: 'ü', data: { event_set: [] } })

/** As the reference implementation signs. */
function signedByOthers(body = BODY, secret = SECRET, at = new Date()): Record<string, string> {
  return {
    'webhook-id': ID,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(ID, at, body),
  }
}

const fault = (expected: WebhookFault) => (error: { fault?: string; message: string }) => {
  assert.equal(error.fault, expected)
  assert.ok(!error.message.includes(SECRET))
  return true
}

test('takes what the reference implementation of Standard Webhooks signs, as text or bytes, with headers of any kind', async () => {
  const headers = signedByOthers()
  assert.equal(await verifyWebhook(BODY, headers, SECRET), ID)
  assert.equal(await verifyWebhook(new TextEncoder().encode(BODY), headers, SECRET), ID)
  assert.equal(await verifyWebhook(BODY, new Headers(headers), SECRET), ID)
  const shouting = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toUpperCase(), v]))
  assert.equal(await verifyWebhook(BODY, shouting, SECRET), ID)
})

test('while a secret is changed either one fits, wherever it stands', async () => {
  const both = signedByOthers()
  both['webhook-signature'] =
    `v1a,AAAA v1,AAAA ${signedByOthers(BODY, OTHER)['webhook-signature']} ${both['webhook-signature']}`
  assert.equal(await verifyWebhook(BODY, both, SECRET), ID)
  assert.equal(await verifyWebhook(BODY, both, OTHER), ID)
  assert.equal(await verifyWebhook(BODY, signedByOthers(), [OTHER, SECRET]), ID)
})

test('refuses what was changed: body, id, time, signature, secret', async () => {
  const headers = signedByOthers()
  const refused = (body: string, changed: Record<string, string>, secret = SECRET) =>
    assert.rejects(verifyWebhook(body, { ...headers, ...changed }, secret), fault('no_match'))
  await refused(`${BODY} `, {})
  await refused(BODY, { 'webhook-id': `${ID}0` })
  await refused(BODY, { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1) })
  await refused(BODY, { 'webhook-signature': headers['webhook-signature']!.replace('v1,', 'v2,') })
  await refused(BODY, { 'webhook-signature': `v1,${'A'.repeat(44)}` })
  await refused(BODY, { 'webhook-signature': 'v1,not base64!' })
  await refused(BODY, {}, OTHER)
  const short = createHmac('sha256', 'x').update('').digest('base64').slice(0, 8)
  await refused(BODY, { 'webhook-signature': `v1,${short}` })
})

test('refuses what is old, early or not said', async () => {
  const headers = signedByOthers()
  const at = Number(headers['webhook-timestamp']) * 1_000
  assert.equal(await verifyWebhook(BODY, headers, SECRET, { now: () => at + 300_000 }), ID)
  assert.equal(await verifyWebhook(BODY, headers, SECRET, { now: () => at - 300_000 }), ID)
  const later = { now: () => at + 301_000 }
  await assert.rejects(verifyWebhook(BODY, headers, SECRET, later), fault('too_old'))
  await assert.rejects(verifyWebhook(BODY, headers, SECRET, { now: () => at - 301_000 }), fault('too_new'))
  assert.equal(await verifyWebhook(BODY, headers, SECRET, { ...later, toleranceSeconds: 400 }), ID)
  for (const name of Object.keys(headers))
    await assert.rejects(
      verifyWebhook(BODY, { ...headers, [name]: undefined }, SECRET),
      fault('missing_header'),
    )
  await assert.rejects(
    verifyWebhook(BODY, { ...headers, 'webhook-id': [ID, ID] }, SECRET),
    fault('missing_header'),
  )
  await assert.rejects(
    verifyWebhook(BODY, { ...headers, 'webhook-timestamp': '12:00' }, SECRET),
    fault('bad_timestamp'),
  )
  await assert.rejects(verifyWebhook(BODY, headers, 'whsec_'), fault('bad_secret'))
})
