/** What ONVIF devices tell, and the port by which the platform asks them: all of it is done by the worker. */

/** Where a device is asked, and as whom. */
export interface OnvifLogin {
  /** Of its device service, e.g. `http://10.0.0.9/onvif/device_service`. */
  address: string
  /** Empty when it asks for none. */
  user: string
  password: string
}

/** A device that answered a probe. Its words are its own: nothing in them was checked. */
export interface FoundDevice {
  /** Empty where it does not tell. */
  name: string
  hardware: string
  location: string
  /** Of its device service, `http://…`; the one that is at the sender's own address first. At least one. */
  addresses: string[]
  /** What tells it from all others, e.g. `urn:uuid:…`. */
  endpoint: string
}

/** A stream that a device offers. */
export interface OnvifProfile {
  token: string
  name: string
  /** Which of the device's pictures it shows; profiles of one source show the same. */
  source: string
  /** `rtsp://…` at the device's own host, without credentials. */
  url: string
  /** Address of single pictures, where it has one. */
  snapshot?: string
  width?: number
  height?: number
  fps?: number
  /** As the device spells it: `H264`, `H265`, `JPEG` … */
  codec?: string
}

export interface OnvifDevice {
  manufacturer: string
  model: string
  firmware: string
  /** At least one. */
  profiles: OnvifProfile[]
}

export interface OnvifPort {
  /**
   * Who is on the worker's networks.
   * @param seconds to wait for answers, 1 to 10
   * @throws OnvifError
   */
  discover(seconds: number): Promise<FoundDevice[]>
  /**
   * Answers, or gives up, within half a minute.
   * @throws OnvifError
   */
  ask(login: OnvifLogin): Promise<OnvifDevice>
}

/** Why nothing was learnt: words for the user, without a secret. */
export class OnvifError extends Error {
  constructor(
    /** What is to be changed: the address, the credentials, or nothing (`device`: it, or the platform, is at fault). */
    readonly about: 'address' | 'login' | 'device',
    message: string,
  ) {
    super(message)
    this.name = 'OnvifError'
  }
}
