/** An ingest of its own for each test file, with keys that are known. For tests only. */
import { Ingest } from './ingest.js'

export interface Logged {
  level: string
  text: string
  fields: object
}

/** @param keys of the streams of project `p1`, by name; looked up at each question */
export async function startRig(keys: Record<string, string>) {
  const logged: Logged[] = []
  const note = (level: string) => (fields: object, text: string) => {
    logged.push({ level, text, fields })
  }
  const ingest = await Ingest.start({
    host: '127.0.0.1',
    port: 0,
    check: async (projectId, name, key) => projectId === 'p1' && keys[name] === key,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  })
  return {
    ingest,
    logged,
    urlOf: (name: string, key: string, project = 'p1') =>
      `rtmp://127.0.0.1:${ingest.port}/${project}/${name}?key=${key}`,
    stop: () => ingest.stop(),
  }
}
