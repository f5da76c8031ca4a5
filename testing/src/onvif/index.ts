/** ONVIF devices for tests. */
export type { SimulatedProfile } from './answers.js'
export { type OnvifDevice, type OnvifDeviceOptions, startOnvifDevice } from './device.js'
export { type Discoverable, type DiscoverableOptions, startDiscoverable } from './discovery.js'
export type { Misbehaviour } from './misbehaviour.js'
