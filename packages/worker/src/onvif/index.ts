/** The door of ONVIF: devices are found and asked for their streams. */
export { OnvifDevices, type OnvifOptions } from './devices.js'
