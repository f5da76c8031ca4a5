/** Every member that takes an address of a user's refuses, by its name, what leads inside; nothing is asked for it. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { atEnd } from './testing/cleanup.js'
import { create, INTRUSION, intrusionJob, untilState } from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

const SPELLED = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', 'localhost'],
  ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[fe80::1]'],
  ...['169.254.169.254', '100.100.100.200', '[fd00:ec2::254]', 'inside.test', 'mixed.test'],
]
/** Webhooks and RESTful servers stay out of private networks too. */
const PRIVATE = ['10.0.0.9', '[fd00::9]']

/** `inside.test` and `mixed.test` lead inside; `turns.test` does from when the file is there. Runs in the program itself. */
const names = (turned: string): string => `
import dns from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const { lookup } = dns
const bad = { address: '127.0.0.1', family: 4 }
const good = { address: '10.255.255.1', family: 4 }
dns.lookup = async (host, options) => {
  if (host === 'inside.test') return [bad]
  if (host === 'mixed.test') return [good, bad]
  if (host === 'turns.test') return [existsSync(${JSON.stringify(turned)}) ? bad : good]
  return lookup(host, options)
}
syncBuiltinESMExports()
`

/** Listens everywhere on this machine; nobody may come. */
async function startVictim(t: TestContext): Promise<{ port: number; visits(): number }> {
  let visits = 0
  const server = createServer((socket) => {
    visits++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  atEnd(t, async () => void server.close())
  return { port: (server.address() as AddressInfo).port, visits: () => visits }
}

/** Where an address goes in: the request with it, and the member that the refusal must name. */
interface Way {
  method?: 'POST' | 'PUT'
  path: string
  body: object
  member: string
  /** As webhooks: public addresses only. */
  isPublicOnly?: true
}

const source = (type: string, elements: Record<string, string>) => ({
  video_source_name: 'gate',
  access_type: 'cloud',
  type,
  type_config: `<type_config>${Object.entries(elements)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</type_config>`,
})
const job = (input: object) => ({ ...intrusionJob('gate', 'rtsp://10.0.0.9/1'), input })
const device = '01001020000000000101#0123456789abcdef0123456789abcdef'

/** @param at host and port */
function waysTo(host: string, port: number): Way[] {
  const at = `${host}:${port}`
  const jobs = `services/${INTRUSION}/tasks`
  const restful = { url: `https://${at}/find`, rtsp_path_in_response: 'data/url' }
  const rtsp = `rtsp://u:p@${at}/1`
  const urls = [rtsp, `rtmp://${at}/a/b`, `http://${at}/a.mp4`, `https://${at}/a.m3u8`, `ftp://${at}/a.mp4`]
  const vcnAccount = { port: String(port), user_name: 'u', password: 'p' }
  return [
    ...urls.map((url) => ({
      path: jobs,
      body: job({ type: 'url', data: [{ url: 'rtsp://10.0.0.9/1' }, { url }] }),
      member: 'input.data[1].url',
    })),
    ...['restful', 'edgerestful'].map((type) => ({
      path: jobs,
      body: job({ type, data: [restful] }),
      member: 'input.data[0].url',
      isPublicOnly: true as const,
    })),
    {
      path: jobs,
      body: intrusionJob('gate', 'rtsp://10.0.0.9/1', {
        url: `https://${at}/alarms`,
        headers: { 'x-key': 'k' },
      }),
      member: 'output.webhook.url',
      isPublicOnly: true,
    },
    ...(/^[0-9]+(\.[0-9]+){3}$/.test(host) && !host.startsWith('0177')
      ? [
          {
            path: jobs,
            body: job({
              type: 'vcn',
              data: [{ device_id: device }],
              vcn: { ip: host, port, username: 'u', password: 'p' },
            }),
            member: 'input.vcn.ip',
          },
          {
            path: 'source',
            body: source('vcn', { data_source_id: device, ip: host, ...vcnAccount }),
            member: 'type_config.ip',
          },
        ]
      : []),
    { path: 'source', body: source('url', { url_address: rtsp }), member: 'type_config.url_address' },
    { path: 'source', body: source('RTSP_STREAM', { url_address: rtsp }), member: 'type_config.url_address' },
    {
      path: 'source',
      body: source('restful', { url: `http://${at}/`, rtsp_url: 'url' }),
      member: 'type_config.url',
      isPublicOnly: true,
    },
    {
      path: 'source/preview',
      body: { ...source('url', { url_address: rtsp }), video_source_name: undefined },
      member: 'type_config.url_address',
    },
    { path: 'edge-cameras', body: { name: 'gate', attributes: { rtsp } }, member: 'attributes.rtsp' },
    {
      path: 'edge-cameras',
      body: {
        name: 'gate',
        streams: [
          { name: 'main', rtsp: 'rtsp://10.0.0.9/1' },
          { name: 'sub1', rtsp },
        ],
      },
      member: 'streams[1].rtsp',
    },
    {
      path: 'edge-cameras',
      body: {
        name: 'gate',
        onvif: { address: `http://${at}/onvif/device_service`, user: 'u', password: 'p' },
      },
      member: 'onvif.address',
    },
    { path: 'onvif/profiles', body: { address: `http://${at}/` }, member: 'address' },
    {
      path: 'onvif/sources',
      body: { video_source_name: 'gate', access_type: 'cloud', address: `https://${at}/` },
      member: 'address',
    },
    ...['path', 'virtual-host'].map((addressing) => ({
      method: 'PUT' as const,
      path: 'object-store',
      body: { endpoint: `http://${at}`, access_key: 'k', secret_key: 's', addressing },
      member: 'endpoint',
    })),
  ]
}

test('addresses that lead inside', async (t) => {
  const victim = await startVictim(t)
  const dataDir = await dataFolder(t)
  const turned = join(dataDir, 'turned')
  const vigia = await startVigia(t, {
    dataDir,
    env: {
      VIGIA_MEDIA_ALLOW: '',
      VIGIA_EGRESS_ALLOW: '',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(names(turned))}`,
    },
  })
  const { client, url } = vigia
  const { token, projectId } = await client.session()
  const asks = async ({ method = 'POST', path, body }: Way): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${url}/v2/${projectId}/${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, text: await answer.text() }
  }
  /** What an answer lacks of a refusal that names the member. */
  const faultOf = async (way: Way, host: string): Promise<string[]> => {
    const { status, text } = await asks(way)
    const isRefusal =
      status === 400 &&
      text.includes('VIAS.00010001') &&
      text.includes(`${way.member}: `) &&
      (text.includes(way.isPublicOnly ? 'VIGIA_EGRESS_ALLOW' : 'VIGIA_MEDIA_ALLOW') ||
        // What VIAS publishes of addresses has no brackets.
        (host.startsWith('[') && text.includes('must match pattern')))
    return isRefusal ? [] : [`${way.path} ${way.member} ${host}: ${status} ${text}`]
  }

  await t.test(
    'are refused when they are saved, whatever way they come and however they are written',
    async () => {
      const faults: string[] = []
      for (const host of [...SPELLED, ...PRIVATE])
        for (const way of waysTo(host, victim.port))
          if (way.isPublicOnly || !PRIVATE.includes(host)) faults.push(...(await faultOf(way, host)))
      assert.deepEqual(faults, [])
      assert.equal(victim.visits(), 0)
    },
  )

  await t.test('a name that turns inside after it was saved is not dialled', async () => {
    const id = await create(client, INTRUSION, intrusionJob('turns', `rtsp://turns.test:${victim.port}/1`))
    await untilState(client, id, 'ABNORMAL')
    await writeFile(turned, '')
    const { error } = await untilState(client, id, 'START_FAILED')
    assert.deepEqual([error?.code, victim.visits()], ['SOURCE.REFUSED', 0])
    assert.match(error?.message ?? '', /127\.0\.0\.1 is a loopback address/)
  })
})
