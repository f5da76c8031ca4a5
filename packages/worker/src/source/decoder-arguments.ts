/** FFmpeg's arguments: sample, scale twice, write raw frames to pipes 1 and 0 and their times to pipe 4. */
import { MAX_PIXELS, type PictureSize } from './probe.js'

/** The largest even size of the same shape that fits in a square of `side` pixels. */
export function fitInto(size: PictureSize, side: number): PictureSize {
  const scale = side / Math.max(size.width, size.height)
  const even = (value: number) =>
    Math.min(side - (side % 2), Math.max(2, 2 * Math.round((value * scale) / 2)))
  return { width: even(size.width), height: even(size.height) }
}

/** Bytes of one yuv420p picture; chroma planes are rounded up. */
export function yuvBytes({ width, height }: PictureSize): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2)
}

/**
 * A frame is taken when its time enters a new slot of 1/fps seconds, so 12 fps sampled at 5 gives 5 in the mean;
 * taking a frame 1/fps after the last one would give 4. The 1 ms covers rounded time stamps.
 */
function sampling(fps: number): string {
  const slot = (time: string) => `floor((${time}+0.001)*${fps})`
  return `select='isnan(prev_selected_t)+not(eq(${slot('t')},${slot('prev_selected_t')}))'`
}

/** @param input arguments up to `-i` and what it names */
export function decoderArguments(
  input: readonly string[],
  size: PictureSize,
  small: PictureSize,
  fps: number,
): string[] {
  const graph = [
    // metadata=print writes only frames that carry metadata, so each gets one entry.
    `[0:v:0]${sampling(fps)},metadata=mode=add:key=v:value=1,metadata=mode=print:file='pipe\\:4':direct=1,split=2[a][b]`,
    `[a]scale=${size.width}:${size.height}:flags=bilinear,format=yuv420p[full]`,
    `[b]scale=${small.width}:${small.height}:flags=bilinear,format=rgb24[small]`,
  ].join(';')
  // The encoder of raw video would use threads too, and each keeps a picture back until others follow.
  const raw = ['-threads', '1', '-fps_mode', 'passthrough', '-f', 'rawvideo']
  return [
    ...['-hide_banner', '-nostats', '-nostdin', '-v', 'error'],
    // A changed size is met by the two scalers; a new graph would open the pipe of times again.
    ...['-threads', '1', '-max_pixels', String(MAX_PIXELS), '-an', '-sn', '-dn', '-reinit_filter', '0'],
    ...input,
    ...['-filter_complex_threads', '1', '-filter_complex', graph],
    ...['-map', '[full]', ...raw, 'pipe:1', '-map', '[small]', ...raw, 'pipe:0'],
  ]
}
