/** Servers, clips and small helpers for tests; nothing here is shipped. */
export { type Clip, type ClipOptions, makeClip } from './clip.js'
export { type HttpBehaviour, type HttpFileServer, startHttpFile } from './http-file-server.js'
export { endChild, firstLine, freePort, runCommand } from './process.js'
export { type Publisher, publishRtmp, type RtmpServer, startRtmpServer } from './rtmp-server.js'
export { type RtspServer, type RtspServerOptions, startRtspServer } from './rtsp-server.js'
export { type SilentServer, startSilentServer } from './silent-server.js'
export { type TempFolder, tempFolder, waitFor } from './temp.js'
