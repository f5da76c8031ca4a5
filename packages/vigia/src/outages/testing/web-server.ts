/** A web server for a folder, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { waitFor } from '@vigia/testing'

/** Resolves when the file can be had. It answers no range requests. */
export async function startWebServer(folder: string, port: number, file: string): Promise<ChildProcess> {
  const args = ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', folder, String(port)]
  const child = spawn('/usr/bin/python3', args, { stdio: 'ignore' })
  const isThere = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/${file}`, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor(isThere, 60_000, 'the web server')
  return child
}
