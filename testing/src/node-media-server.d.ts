/** node-media-server ships no types; these are the parts the test server uses. */
declare module 'node-media-server' {
  export default class NodeMediaServer {
    constructor(config: { bind: string; rtmp: { port: number }; store: { path: string } })
    run(): Promise<void>
  }
}
