/** Requests about object stores and objects that are accepted. */
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture): Example => ({ path: { project_id: project } })
const inBucket = ({ project }: Fixture): Example => ({ path: { project_id: project, bucket: 'videos' } })
const ofObject = (f: Fixture): Example => ({ ...inBucket(f), query: { key: 'yard/a.mp4' } })

export const OBJECT_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  showObjectStore: inProject,
  changeObjectStore: (f) => ({
    ...inProject(f),
    body: {
      endpoint: 'https://obs.example.com:9000',
      region: 'eu-1',
      access_key: 'AK1',
      secret_key: 'sk-1',
      security_token: 'st-1',
      addressing: 'virtual-host',
    },
  }),
  removeObjectStore: inProject,
  listObjects: (f) => ({ ...inBucket(f), query: { prefix: 'yard/', after: 'yard/1', limit: '10' } }),
  uploadObject: ofObject,
  deleteObject: ofObject,
}
