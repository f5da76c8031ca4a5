/** ONVIF: find devices, ask one for its streams, register a video source by it. Vigia's own. */
import {
  CreatedVideoSource,
  CreateOnvifSource,
  DiscoverOnvif,
  FoundOnvifDevices,
  OnvifProfiles,
  OnvifQuestion,
  ProjectPath,
} from '@vigia/contract'
import { maskUrl, withLogin } from '@vigia/core'
import { askOnvif, createOnvifSource, discoverOnvif } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

const ONVIF = '/v2/:project_id/onvif'
const tags = ['onvif']

export function onvifRoutes(app: App, deps: RouteDeps): void {
  app.post(
    `${ONVIF}/discover`,
    {
      schema: {
        tags,
        operationId: 'discoverOnvif',
        summary: 'Look for ONVIF devices on the networks of this server',
        params: ProjectPath,
        body: DiscoverOnvif,
        response: answers(FoundOnvifDevices),
      },
    },
    async (request) => {
      const found = await discoverOnvif(deps, request.body)
      return {
        devices: found.map(({ addresses: [address = '', ...others], ...device }) => ({
          ...device,
          address,
          other_addresses: others,
        })),
      }
    },
  )

  app.post(
    `${ONVIF}/profiles`,
    {
      schema: {
        tags,
        operationId: 'askOnvif',
        summary: 'Ask an ONVIF device for its profiles and streams',
        params: ProjectPath,
        body: OnvifQuestion,
        response: answers(OnvifProfiles),
      },
    },
    async (request) => {
      const { device, login } = await askOnvif(deps, request.body)
      return {
        ...device,
        profiles: device.profiles.map(({ url, ...profile }) => ({
          ...profile,
          rtsp: maskUrl(withLogin(url, login)),
        })),
      }
    },
  )

  app.post(
    `${ONVIF}/sources`,
    {
      schema: {
        tags,
        operationId: 'createOnvifSource',
        summary: 'Register a video source of type url by asking an ONVIF device',
        params: ProjectPath,
        body: CreateOnvifSource,
        response: answers(CreatedVideoSource),
      },
    },
    async (request) => ({
      video_source_id: await createOnvifSource(deps, callerOf(request), request.body),
    }),
  )
}
