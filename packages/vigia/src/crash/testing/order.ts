/** What a child process is told, over the channel to its parent; without its parent it ends. */

/** The next message. A child that was loaded ahead waits here until it is needed. */
export function order<Order>(): Promise<Order> {
  process.on('disconnect', () => process.exit(1))
  return new Promise((resolve) => process.once('message', (message) => resolve(message as Order)))
}

export function tell(word: 'loaded' | 'ready'): void {
  process.send?.(word)
}
