/** What an ONVIF device answers to the operations that lead to its streams. */
import { envelope } from './soap.js'

export interface SimulatedProfile {
  token: string
  name: string
  encoding: string
  width: number
  height: number
  fps: number
  /** Where its stream is. */
  rtsp: string
  /** Of its picture; `source-1` unless given. */
  source?: string
}

export interface Services {
  device: string
  media: string
  /** Absent: a device of before 2018. */
  media2: string | undefined
}

export function dateAndTime(at: Date): string {
  const time = `<tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second>`
  const date = `<tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day>`
  return envelope(
    `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`,
  )
}

export function services({ device, media, media2 }: Services): string {
  const service = (namespace: string, address: string, minor: number) =>
    `<tds:Service><tds:Namespace>http://www.onvif.org/${namespace}/wsdl</tds:Namespace><tds:XAddr>${address}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>${minor}</tt:Minor></tds:Version></tds:Service>`
  return envelope(
    `<tds:GetServicesResponse>${service('ver10/device', device, 6)}${service('ver10/media', media, 6)}${media2 === undefined ? '' : service('ver20/media', media2, 1)}</tds:GetServicesResponse>`,
  )
}

export const capabilities = ({ device, media }: Services): string =>
  envelope(
    `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>${device}</tt:XAddr></tt:Device><tt:Media><tt:XAddr>${media}</tt:XAddr><tt:StreamingCapabilities><tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`,
  )

export const information = (): string =>
  envelope(
    '<tds:GetDeviceInformationResponse><tds:Manufacturer>Simulated</tds:Manufacturer><tds:Model>Street &amp; Yard</tds:Model><tds:FirmwareVersion>V1.2 build 3</tds:FirmwareVersion><tds:SerialNumber>0001</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>',
  )

export function profiles1(all: readonly SimulatedProfile[]): string {
  const items = all.map(
    ({ token, name, encoding, width, height, fps, source = 'source-1' }) =>
      `<trt:Profiles token="${token}" fixed="true"><tt:Name>${name}</tt:Name><tt:VideoSourceConfiguration token="vs-${token}"><tt:Name>vs</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>${source}</tt:SourceToken><tt:Bounds x="0" y="0" width="${width}" height="${height}"/></tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token="ve-${token}"><tt:Name>ve</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${encoding}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution><tt:Quality>5</tt:Quality><tt:RateControl><tt:FrameRateLimit>${fps}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl></tt:VideoEncoderConfiguration></trt:Profiles>`,
  )
  return envelope(`<trt:GetProfilesResponse>${items.join('')}</trt:GetProfilesResponse>`)
}

export function profiles2(all: readonly SimulatedProfile[]): string {
  const items = all.map(
    ({ token, name, encoding, width, height, fps, source = 'source-1' }) =>
      `<tr2:Profiles token="${token}" fixed="true"><tr2:Name>${name}</tr2:Name><tr2:Configurations><tr2:VideoSource token="vs-${token}"><tt:Name>vs</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>${source}</tt:SourceToken><tt:Bounds x="0" y="0" width="${width}" height="${height}"/></tr2:VideoSource><tr2:VideoEncoder token="ve-${token}"><tt:Name>ve</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${encoding}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution><tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>${fps}</tt:FrameRateLimit><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl><tt:Quality>5</tt:Quality></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>`,
  )
  return envelope(`<tr2:GetProfilesResponse>${items.join('')}</tr2:GetProfilesResponse>`)
}

/** @param operation GetStreamUri or GetSnapshotUri */
export const uri1 = (operation: string, uri: string): string =>
  envelope(
    `<trt:${operation}Response><trt:MediaUri><tt:Uri>${escaped(uri)}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:${operation}Response>`,
  )

export const uri2 = (operation: string, uri: string): string =>
  envelope(`<tr2:${operation}Response><tr2:Uri>${escaped(uri)}</tr2:Uri></tr2:${operation}Response>`)

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
