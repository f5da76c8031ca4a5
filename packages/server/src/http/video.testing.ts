/** What the tests of the video centre share: bodies that create takes, and sources and groups made by them. */
import type { Answer, TestApp } from './test-app.js'

export const CAMERA = 'rtsp://viewer:s3cret@10.0.0.9/ch1'

/** `type_config` in the spelling of the worked example. */
export const urlConfig = (url: string): string =>
  `<type_config><url_address>${url.replaceAll('&', '&amp;')}</url_address></type_config>`

export const sourceBody = (change: Record<string, unknown> = {}) => ({
  video_source_name: 'Main gate',
  access_type: 'cloud',
  type: 'url',
  type_config: urlConfig(CAMERA),
  ...change,
})

export const groupBody = (change: Record<string, unknown> = {}) => ({
  video_group_name: 'gates',
  access_type: 'cloud',
  ...change,
})

/** Creates a source and gives its id. */
export async function createSource(test: TestApp, change: Record<string, unknown> = {}): Promise<string> {
  return idOf(await test.call('POST', `/v2/${test.projectId}/source`, sourceBody(change)), 'video_source_id')
}

/** Creates a group and gives its id. */
export async function createGroup(test: TestApp, change: Record<string, unknown> = {}): Promise<string> {
  return idOf(
    await test.call('POST', `/v2/${test.projectId}/video-group`, groupBody(change)),
    'video_group_id',
  )
}

function idOf({ status, body }: Answer, member: string): string {
  if (status !== 200) throw new Error(`create: ${JSON.stringify(body)}`)
  return body[member]
}

export const cameraBody = (change: Record<string, unknown> = {}) => ({
  name: 'North gate',
  attributes: { rtsp: CAMERA },
  ...change,
})

/** Registers an edge camera and gives its id. */
export async function createCamera(test: TestApp, change: Record<string, unknown> = {}): Promise<string> {
  return idOf(await test.call('POST', `/v2/${test.projectId}/edge-cameras`, cameraBody(change)), 'id')
}

/** An input that reads these sources. */
export const reading = (...ids: string[]) => ({
  input: { type: 'video_source', data: ids.map((id) => ({ video_source_id: id })) },
})
