/** A video source's `type_config`, written anew from what is stored: elements in lower case, passwords masked. */
import { MASK, maskUrl, type SourceInput } from '@vigia/core'

export function presentTypeConfig(input: SourceInput): string {
  const elements = Object.entries(elementsOf(input))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`)
  return `<type_config>${elements.join('')}</type_config>`
}

function elementsOf(input: SourceInput): Record<string, string | number | boolean | undefined> {
  switch (input.type) {
    case 'url':
      return { url_address: maskUrl(input.url) }
    case 'restful':
      return {
        http_check: input.certificateCheck,
        url: maskUrl(input.url),
        rtsp_url: input.rtspPathInResponse,
      }
    case 'vcn': {
      const { ip, port, username } = input.server
      return {
        data_source_id: input.deviceId,
        stream_type: input.streamType,
        ip,
        port,
        user_name: username,
        password: MASK,
      }
    }
    case 'edgecamera':
      return { edge_camera_id: input.id }
    case 'obs':
      return { bucket: input.bucket, path: input.path }
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
