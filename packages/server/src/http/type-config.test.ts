/** `type_config`: both spellings of every type, and everything in XML that a source has no use for. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { putObject, type TestApp, testApp } from './test-app.js'
import { createCamera, sourceBody } from './video.testing.js'

let t: TestApp
before(async () => {
  t = await testApp()
  await createCamera(t, { id: 'cam_7' })
  await putObject(t, 'videos', 'yard/a.mp4')
})
after(() => t.close())

let count = 0
const create = (type: string, type_config: string, access_type = 'edge') =>
  t.call(
    'POST',
    `/v2/${t.projectId}/source`,
    sourceBody({ video_source_name: `source ${count++}`, type, type_config, access_type }),
  )
const shownBy = async (id: string) =>
  (await t.call('GET', `/v2/${t.projectId}/source/sources/${id}`)).body.type_config

const DEVICE = `${'1'.repeat(20)}#${'a'.repeat(32)}`
const vcn = {
  type: 'vcn',
  deviceId: DEVICE,
  server: { ip: '10.0.0.7', port: 443, username: 'viewer', password: ' p&w ' },
}

/** [type, what is sent, what is stored, what is shown, kind of access] */
const TAKEN: [string, string, object, string, string?][] = [
  [
    'url',
    '<type>URL</type><config><URL_ADDRESS>rtsp://10.0.0.9/ch1</URL_ADDRESS></config>',
    { type: 'url', url: 'rtsp://10.0.0.9/ch1' },
    '<type_config><url_address>rtsp://10.0.0.9/ch1</url_address></type_config>',
  ],
  [
    'url',
    '<type_config>\n  <Url_Address>\n    rtsp://10.0.0.9/a?x=1&amp;y=&#50;\n  </Url_Address>\n</type_config>',
    { type: 'url', url: 'rtsp://10.0.0.9/a?x=1&y=2' },
    '<type_config><url_address>rtsp://10.0.0.9/a?x=1&amp;y=2</url_address></type_config>',
  ],
  [
    'url',
    '<!-- gate --><TYPE_CONFIG><Type>url</Type><Config><url_address>file:///a.mp4</url_address></Config></TYPE_CONFIG>',
    { type: 'url', url: 'file:///a.mp4' },
    '<type_config><url_address>file:///a.mp4</url_address></type_config>',
  ],
  [
    'RTSP_STREAM',
    '<type>URL</type><config><URL_ADDRESS>rtsp://10.0.0.9/ch1</URL_ADDRESS></config>',
    { type: 'url', url: 'rtsp://10.0.0.9/ch1' },
    '<type_config><url_address>rtsp://10.0.0.9/ch1</url_address></type_config>',
  ],
  [
    'restful',
    '<type>RESTFUL</type><config><HTTP_CHECK>true</HTTP_CHECK><URL>https://u:pw@cams.example/7</URL><RTSP_URL>data/url</RTSP_URL></config>',
    {
      type: 'restful',
      url: 'https://u:pw@cams.example/7',
      headers: {},
      certificateCheck: true,
      rtspPathInResponse: 'data/url',
    },
    '<type_config><http_check>true</http_check><url>https://u:******@cams.example/7</url><rtsp_url>data/url</rtsp_url></type_config>',
  ],
  [
    'vcn',
    `<config><DATA_SOURCE_ID>${DEVICE}</DATA_SOURCE_ID><STREAM_TYPE>2</STREAM_TYPE><IP>10.0.0.7</IP><PORT>443</PORT><USER_NAME>viewer</USER_NAME><PASSWORD> p&amp;w </PASSWORD></config>`,
    { ...vcn, streamType: 2 },
    `<type_config><data_source_id>${DEVICE}</data_source_id><stream_type>2</stream_type><ip>10.0.0.7</ip><port>443</port><user_name>viewer</user_name><password>******</password></type_config>`,
  ],
  [
    'camera',
    '<type>CAMERA</type><config><EDGE_CAMERA_ID>cam_7</EDGE_CAMERA_ID></config>',
    { type: 'edgecamera', id: 'cam_7' },
    '<type_config><edge_camera_id>cam_7</edge_camera_id></type_config>',
  ],
  [
    'obs',
    '<type>OBS</type><config><BUCKET>videos</BUCKET><PATH>yard/a.mp4</PATH></config>',
    { type: 'obs', bucket: 'videos', path: 'yard/a.mp4' },
    '<type_config><bucket>videos</bucket><path>yard/a.mp4</path></type_config>',
    'cloud',
  ],
]
for (const [type, sent, stored, shown, access] of TAKEN) {
  test(`a ${type} source takes ${sent.replace(/\s+/g, ' ').slice(0, 60)}, and what is shown can be sent back`, async () => {
    const { status, body } = await create(type, sent, access)
    assert.equal(status, 200, JSON.stringify(body))
    const id = body.video_source_id
    const first = await t.stores.video.findSource(id)
    assert.deepEqual(first?.input, stored)
    assert.equal(await shownBy(id), shown)
    const { video_source_name } = (await t.call('GET', `/v2/${t.projectId}/source/sources/${id}`)).body
    const again = await t.call('PUT', `/v2/${t.projectId}/source/${id}`, {
      video_source_name,
      type_config: shown,
    })
    assert.equal(again.status, 200, JSON.stringify(again.body))
    assert.deepEqual((await t.stores.video.findSource(id))?.input, stored)
  })
}

const address = '<url_address>rtsp://10.0.0.9/ch1</url_address>'
const nested = (depth: number) => `${'<config>'.repeat(depth)}${address}${'</config>'.repeat(depth)}`
/** [type, what is sent, how the answer's detail begins] */
const REFUSED: [string, string, string][] = [
  ['url', '', 'type_config.url_address: is required for type url'],
  ['url', 'rtsp://10.0.0.9/ch1', 'type_config: has text outside of its elements'],
  ['url', `${address} and more`, 'type_config: has text outside of its elements'],
  ['url', `<config>first ${address}</config>`, 'type_config: has text outside of its elements'],
  ['url', '<url_address>rtsp://10.0.0.9/ch1', 'type_config: cannot be read as XML'],
  ['url', '<url_address>rtsp://a/?x=1&y=2</url_address>', 'type_config: cannot be read as XML'],
  ['url', '<url_address>&secret;</url_address>', 'type_config: cannot be read as XML'],
  ['url', '<url_address>&#0;</url_address>', 'type_config: cannot be read as XML'],
  ['url', '<!DOCTYPE a [<!ENTITY b "rtsp://10.0.0.9/1">]><url_address>&b;</url_address>', 'type_config: '],
  ['url', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><url_address>&b;</url_address>', 'type_config: '],
  ['url', '<url_address><![CDATA[rtsp://10.0.0.9/1]]></url_address>', 'type_config: takes no CDATA'],
  ['url', `<?php a ?>${address}`, 'type_config: takes no instructions'],
  ['url', '<url_address a="b">rtsp://10.0.0.9/1</url_address>', 'type_config: has an attribute a'],
  ['url', '<url_address><a>rtsp://10.0.0.9/1</a></url_address>', 'type_config.url_address: takes text only'],
  [
    'url',
    `<config><type_config>${address}</type_config></config>`,
    'type_config.type_config: takes text only',
  ],
  ['url', nested(2), 'type_config.config: is there twice'],
  ['url', nested(40), 'type_config.config: is there twice'],
  ['url', `${address}${address}`, 'type_config.url_address: is there twice'],
  ['url', `${address}<URL_ADDRESS>rtsp://b/c</URL_ADDRESS>`, 'type_config.url_address: is there twice'],
  ['url', `<type>URL</type><type>URL</type>${address}`, 'type_config.type: is there twice'],
  [
    'url',
    `<type>VCN</type><config>${address}</config>`,
    'type_config.type: is VCN, but the source is of type url',
  ],
  ['url', `${address}<password>x</password>`, 'type_config.password: is not known for type url'],
  ['url', `${address}<__proto__>x</__proto__>`, 'type_config.__proto__: is not known for type url'],
  ['url', '<url_address>gopher://a/b</url_address>', 'type_config.url_address: must match pattern'],
  ['url', '<url_address></url_address>', 'type_config.url_address: must match pattern'],
  [
    'RTSP_STREAM',
    '<url_address>http://a.example/b</url_address>',
    'type_config.url_address: must begin with rtsp://',
  ],
  ['restful', '<url>https://a.example/b</url>', 'type_config.rtsp_url: is required for type restful'],
  ['restful', '<url>rtsp://a.example/b</url><rtsp_url>a</rtsp_url>', 'type_config.url: must begin with http'],
  [
    'restful',
    '<url>http://refused/b</url><rtsp_url>a</rtsp_url>',
    'type_config.url: 10.0.0.1 is a private address',
  ],
  [
    'restful',
    '<http_check>yes</http_check><url>https://a.example/b</url><rtsp_url>a</rtsp_url>',
    'type_config.http_check: must be equal to one of the allowed values (true, false)',
  ],
  ['vcn', '<ip>10.0.0.256</ip>', 'type_config.'],
  ['camera', '<edge_camera_id>-a</edge_camera_id>', 'type_config.edge_camera_id: must match pattern'],
]
for (const [type, sent, detail] of REFUSED) {
  test(`a ${type} source refuses ${sent.slice(0, 80) || 'nothing'}`, async () => {
    const { status, body } = await create(type, sent)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'], JSON.stringify(body))
    assert.ok(body.detail.startsWith(detail), body.detail)
  })
}

test('every element of a vcn source is checked', async () => {
  const good = { data_source_id: DEVICE, ip: '10.0.0.7', port: '65535', user_name: 'u', password: 'p' }
  const xml = (elements: object) =>
    Object.entries(elements)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')
  assert.equal((await create('vcn', xml(good))).status, 200)
  const wrong = {
    data_source_id: '1#2',
    ip: '10.0.0.256',
    port: '65536',
    user_name: '',
    password: '',
    stream_type: '4',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const { body } = await create('vcn', xml({ ...good, [name]: value }))
    assert.match(body.detail, new RegExp(`^type_config.${name}: must match pattern`))
  }
  const nowhere = await create('vcn', xml({ ...good, port: '0' }))
  assert.match(nowhere.body.detail, /^type_config.port: nothing can listen on port 0; VCNs use 18531/)
  const masked = await create('vcn', xml({ ...good, password: '******' }))
  assert.match(masked.body.detail, /^type_config.password: the value is masked/)
})
