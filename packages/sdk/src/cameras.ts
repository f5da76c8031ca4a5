/** Edge cameras, and the ONVIF devices they may be made from. Every call throws VigiaError when it fails. */
import type {
  CreateEdgeCamera,
  EdgeCameraList,
  EdgeCamerasQuery,
  FoundOnvifDevices,
  OnvifProfiles,
  OnvifQuestion,
  ShownEdgeCamera,
  UpdateEdgeCamera,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const one = (id: string): string => `edge-cameras/${part(id)}`

export class Cameras {
  constructor(private readonly call: Caller) {}

  /** With `onvif` and no address the device is asked for its streams. */
  async create(body: CreateEdgeCamera): Promise<ShownEdgeCamera> {
    return (await this.call.json(inProject('POST', 'edge-cameras', { body }))) as ShownEdgeCamera
  }

  /** One page, newest first unless asked otherwise; `page_size` 5-100 (10). */
  async list(query: Partial<EdgeCamerasQuery> = {}): Promise<EdgeCameraList> {
    return (await this.call.json(inProject('GET', 'edge-cameras', { query }))) as EdgeCameraList
  }

  async get(id: string): Promise<ShownEdgeCamera> {
    return (await this.call.json(inProject('GET', one(id)))) as ShownEdgeCamera
  }

  /** What is left out stays. */
  async update(id: string, body: UpdateEdgeCamera): Promise<ShownEdgeCamera> {
    return (await this.call.json(inProject('PUT', one(id), { body }))) as ShownEdgeCamera
  }

  /** Refused while jobs or video sources read it. */
  async delete(id: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(id)))
  }

  /**
   * ONVIF devices that answer on the networks of the server.
   * @param seconds 1 to 10, how long answers are waited for
   */
  async discover(seconds = 4): Promise<FoundOnvifDevices['devices']> {
    const answer = await this.call.json(inProject('POST', 'onvif/discover', { body: { seconds } }))
    return (answer as FoundOnvifDevices).devices
  }

  /** What an ONVIF device offers. */
  async profiles(body: OnvifQuestion): Promise<OnvifProfiles> {
    return (await this.call.json(inProject('POST', 'onvif/profiles', { body }))) as OnvifProfiles
  }
}
