/** ONVIF: which devices are there, and which streams they offer. Vigia's own. */
import { type Static, Type } from 'typebox'
import { login, onvifAddress, sourceToken, streamChoice } from './edge-cameras.js'
import { CreateVideoSource } from './video-sources.js'

export const DiscoverOnvif = Type.Object({
  seconds: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10, default: 4, description: 'How long answers are waited for' }),
  ),
})
export type DiscoverOnvif = Static<typeof DiscoverOnvif>

export const FoundOnvifDevices = Type.Object({
  devices: Type.Array(
    Type.Object({
      name: Type.String(),
      hardware: Type.String(),
      location: Type.String(),
      address: Type.String({ description: 'Of its device service; to be given as onvif.address' }),
      other_addresses: Type.Array(Type.String()),
      endpoint: Type.String({ description: 'What tells the device from all others' }),
    }),
    { description: 'What the devices say of themselves; nothing of it was checked' },
  ),
})
export type FoundOnvifDevices = Static<typeof FoundOnvifDevices>

export const OnvifQuestion = Type.Object({ address: onvifAddress, ...login })
export type OnvifQuestion = Static<typeof OnvifQuestion>

export const OnvifProfiles = Type.Object({
  manufacturer: Type.String(),
  model: Type.String(),
  firmware: Type.String(),
  profiles: Type.Array(
    Type.Object({
      token: Type.String(),
      name: Type.String(),
      source: Type.String({ description: 'Profiles of one source show the same picture' }),
      codec: Type.Optional(Type.String()),
      width: Type.Optional(Type.Integer()),
      height: Type.Optional(Type.Integer()),
      fps: Type.Optional(Type.Number()),
      rtsp: Type.String({ description: 'Address of the stream; a password is shown as ******' }),
      snapshot: Type.Optional(Type.String({ description: 'Address of single pictures' })),
    }),
  ),
})
export type OnvifProfiles = Static<typeof OnvifProfiles>

const { video_source_name, access_type, latitude, longitude, tag, video_group_ids } =
  CreateVideoSource.properties
export const CreateOnvifSource = Type.Object({
  video_source_name,
  access_type,
  latitude,
  longitude,
  tag,
  video_group_ids,
  ...OnvifQuestion.properties,
  source_token: Type.Optional(sourceToken),
  stream: Type.Optional(streamChoice),
})
export type CreateOnvifSource = Static<typeof CreateOnvifSource>
