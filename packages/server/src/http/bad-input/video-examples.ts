/** Requests of the video centre that are accepted. */
import { groupBody, sourceBody, urlConfig } from '../video.testing.js'
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture) => ({ project_id: project })
const ofSource = (f: Fixture) => ({ ...inProject(f), video_source_id: f.video.source })
const ofGroup = (f: Fixture) => ({ ...inProject(f), video_group_id: f.video.group })

const ofStream = (f: Fixture) => ({ ...inProject(f), stream_name: f.stream })

const place = { latitude: '52.5', longitude: '-13.4', tag: ['north'] }
const paging = { order_by: 'asc', is_paged: 'true', page_size: '10', page_num: '1' }

export const VIDEO_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  createVideoSource: (f) => ({
    path: inProject(f),
    body: sourceBody({ video_source_name: 'new', ...place, video_group_ids: [f.video.group] }),
  }),
  updateVideoSource: (f) => ({
    path: ofSource(f),
    body: { video_source_name: 'renamed', type_config: urlConfig('rtsp://10.0.0.8/1'), ...place },
  }),
  deleteVideoSource: (f) => ({ path: ofSource(f) }),
  previewVideoSource: (f) => ({
    path: inProject(f),
    body: { access_type: 'cloud', type: 'url', type_config: urlConfig('rtsp://10.0.0.8/1') },
  }),
  showVideoSourcePicture: (f) => ({ path: ofSource(f) }),
  watchVideoSource: (f) => ({ path: ofSource(f), query: { seconds: '1' } }),
  showVideoSource: (f) => ({ path: ofSource(f) }),
  listVideoSources: (f) => ({
    path: inProject(f),
    query: {
      ...paging,
      scope: 'gate',
      scope_name: 'group_name',
      status: '1,2',
      type: 'url,vcn',
      video_group_id: f.video.group,
      sort_name: 'num_task',
      access_type: 'cloud,edge',
      platform_name: 'a',
      tag: 'north',
    },
  }),
  createPushedStream: (f) => ({ path: inProject(f), body: { stream_name: 'new' } }),
  listPushedStreams: (f) => ({ path: inProject(f), query: { page: '1', page_size: '10' } }),
  showPushedStream: (f) => ({ path: ofStream(f) }),
  rotatePushedStreamKey: (f) => ({ path: ofStream(f) }),
  deletePushedStream: (f) => ({ path: ofStream(f) }),
  createVideoGroup: (f) => ({
    path: inProject(f),
    body: groupBody({ video_group_name: 'new', description: 'd', video_source_ids: [f.video.source] }),
  }),
  updateVideoGroup: (f) => ({
    path: ofGroup(f),
    body: { video_group_name: 'renamed', description: 'd', video_source_ids: [f.video.source] },
  }),
  deleteVideoGroup: (f) => ({ path: ofGroup(f) }),
  showVideoGroup: (f) => ({ path: ofGroup(f) }),
  listVideoGroups: (f) => ({
    path: inProject(f),
    query: {
      ...paging,
      sort_name: 'modify_at',
      name: 'gate',
      status: '1',
      access_type: 'cloud',
      has_task: 'false',
      type: 'url',
    },
  }),
}
