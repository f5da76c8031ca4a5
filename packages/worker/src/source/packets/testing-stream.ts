/** For the tests of packets: real footage as a reading FFmpeg hands it on, and a decoder for what comes of it. */
import { spawn } from 'node:child_process'
import { type Packet, PacketCutter } from './packet-cutter.js'

/** A moving test picture of 160 x 90, ten frames a second, a key frame each second, as packets. */
export async function footage(encoder: 'libx264' | 'libx265', seconds: number, more: string[] = []) {
  const bytes = await ffmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=size=160x90:rate=10:duration=${seconds}`],
    ...['-c:v', encoder, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10', '-bf', '0'],
    ...(encoder === 'libx265' ? ['-x265-params', 'log-level=none:bframes=0:keyint=10:min-keyint=10'] : []),
    ...more,
    ...['-f', 'matroska', '-cluster_size_limit', '1', '-write_crc32', '0', '-flush_packets', '1', 'pipe:1'],
  ])
  return { bytes, ...cut([bytes]) }
}

/** What a cutter makes of chunks. */
export function cut(chunks: readonly Buffer[]): { head: Buffer; packets: Packet[] } {
  const heads: Buffer[] = []
  const packets: Packet[] = []
  const cutter = new PacketCutter({
    head: (bytes) => heads.push(bytes),
    packet: (packet) => packets.push(packet),
  })
  for (const chunk of chunks) cutter.push(chunk)
  return { head: Buffer.concat(heads), packets }
}

/** Times, in milliseconds, of the pictures that a decoder gives, and a checksum of each. */
export async function decoded(bytes: Buffer): Promise<{ timeMs: number; sum: string }[]> {
  const text = await ffmpeg(
    ['-f', 'matroska', '-copyts', '-i', 'pipe:0', '-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1'],
    bytes,
  )
  const base = /#tb 0: (\d+)\/(\d+)/.exec(text.toString())
  const unit = (1_000 * Number(base?.[1])) / Number(base?.[2])
  return text
    .toString()
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map((fields) => ({ timeMs: Math.round(Number(fields[2]) * unit), sum: fields[5] ?? '' }))
}

function ffmpeg(args: string[], input?: Buffer): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-v', 'error', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(Buffer.concat(chunks)))
  })
}
