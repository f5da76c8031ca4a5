export * from './built-in.js'
export { type HuaweiAccess, HuaweiStreams } from './huawei.js'
export { type KafkaAccess, KafkaStreams } from './kafka.js'
export { type NatsAccess, NatsStreams } from './nats.js'
