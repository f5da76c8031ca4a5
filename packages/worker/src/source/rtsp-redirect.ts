/**
 * Sees a redirect in what an RTSP server says, reading as loosely as FFmpeg does (rtsp.c, ff_rtsp_read_reply): it drops
 * every CR, takes any version and blanks, and `00302` for 302. FFmpeg would dial the new address itself, unchecked.
 */

/** A status line may stand anywhere: packets and bodies, which FFmpeg skips, need not end with a line break. */
const STATUS = /RTSP\/[^ \t\n]*[ \t]*(?=([^ \t\n]*))/g
/** What atoi makes a number from 300 to 399. */
const REDIRECT = /^\D*0*3\d\d(?!\d)/
/** FFmpeg reads no more than 4096 characters of a line. */
const LINE = 8_192

export class RedirectWatch {
  private rest = ''

  /** True once a redirect is complete; to be given all chunks in order. */
  sees(chunk: Buffer): boolean {
    const text = this.rest + chunk.toString('latin1').replaceAll('\r', '')
    for (const [, status = ''] of text.matchAll(STATUS)) if (REDIRECT.test(status)) return true
    this.rest = text.slice(text.lastIndexOf('\n') + 1).slice(-LINE)
    return false
  }
}
