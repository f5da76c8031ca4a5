/** For tests of one channel: whatever is sent to another one fails the test's log. */
import type { ChannelName } from '@vigia/core'
import type { Channel } from './channel.js'

const nobody: Channel = {
  most: 1,
  receiverOf: async () => undefined,
  send: async () => {
    throw new Error('this test has no such channel')
  },
}

export const channelsWith = (some: Partial<Record<ChannelName, Channel>>): Record<ChannelName, Channel> => ({
  webhook: nobody,
  dis: nobody,
  obs: nobody,
  event_center: nobody,
  subscription: nobody,
  ...some,
})
