/** Facts of the video centre, rows 15 to 24 of the catalogue (platform-api section 5). */
import {
  type Fact,
  flag,
  group,
  like,
  list,
  type Members,
  type OperationFact,
  or,
  text,
  whole,
  words,
} from './notation.js'
import { otherId, projectId, sourceId } from './values.js'

const inProject = { 'project_id*': projectId }
const ofSource = { ...inProject, 'video_source_id*': sourceId }
const ofGroup = { ...inProject, 'video_group_id*': otherId }

const accessType = words('cloud', 'edge')
const level = words('1', '2', '9')
const types = ['obs', 'vcn', 'url', 'restful', 'camera', 'VIDEO_PLATFORM', 'VIDEO_IMAGE_DB', 'RTSP_STREAM']
const onlyListed = ['ivm', 'vcn_restful']
const latitude = like(String.raw`^$|^[+-]?(([0-8]?\d(\.\d{1,5})?)|(90(\.0{1,5})?))$`)
const longitude = like(String.raw`^$|^-?((([0-9]\d?|1[0-7]\d)(\.\d{1,5})?)|180(\.0{1,5})?)$`)

const given: Members = {
  /** Told in words. */
  'video_source_name*': like('^(?! )[\\u4e00-\\u9fa5a-zA-Z0-9 ._()（）-]{1,100}(?<! )$', {
    accepts: ['a', '东门 No.1_(a)（b）-x', 'a'.repeat(100)],
    refuses: ['', ' a', 'a ', 'a/b', 'a'.repeat(101)],
  }),
  'type_config*': text(1024),
  latitude,
  longitude,
  tag: list(like(String.raw`^[\u4e00-\u9fa5a-zA-Z0-9,_-]{1,10}$`), undefined, 4),
}

const shown: Members = {
  video_source_name: text(),
  access_type: accessType,
  status: group({ status: text(), name: text(), level }),
  type: text(),
  latitude: text(),
  longitude: text(),
  create_at: whole(),
  type_config: text(),
  video_packages: list(group({})),
  stream_path: text(),
  tag: list(text()),
  scene_recommend: list(text()),
  video_source_quality: list(
    words(
      'Blurry',
      'ColorDistortion',
      'AbnormalLight',
      'ScreenSplash',
      'ScreenJitter',
      'ScreenMovement',
      'SceneUpheaval',
      'ScreenFreeze',
      'BlackScreen',
      'SnowNoise',
      'Occlude',
      'GrayScreen',
      'ScreenSmudge',
    ),
  ),
}
const details = group({
  ...shown,
  service_config_templates: list(
    group({
      name: text(),
      roi: text(),
      serviceConfig: group({}),
      createAt: whole(),
      modifyAt: whole(),
      numTask: whole(),
    }),
  ),
  image: text(),
})

const paging: Members = {
  order_by: or(words('desc', 'asc'), 'desc'),
  is_paged: or(flag(), false),
  page_size: or(whole(5, 200), 10),
  page_num: or(whole(1, 100_000), 1),
}
const sourceQuery: Members = {
  ...paging,
  scope: text(255),
  scope_name: or(words('source_name', 'group_name'), 'source_name'),
  status: list(level),
  type: list(words(...types, ...onlyListed)),
  video_group_id: list(otherId),
  sort_name: or(words('create_at', 'num_task', 'num_template'), 'create_at'),
  access_type: list(accessType),
  platform_name: text(100),
  tag: text(255),
}

const groupName: Fact = like(String.raw`^[\u4e00-\u9fa5-_a-zA-Z0-9]{1,20}$`, {
  accepts: ['a', '东门-_9', 'a'.repeat(20)],
  refuses: ['', 'a b', 'a.b', 'a'.repeat(21)],
})
const groupShown: Members = {
  video_group_id: text(),
  video_group_name: text(),
  access_type: accessType,
  create_at: whole(),
  modify_at: whole(),
  num_video_source: whole(),
  group_status: group({ num_online: whole(), num_exception: whole(), num_offline: whole() }),
  num_batch_task: whole(),
}
const groupQuery: Members = {
  ...paging,
  sort_name: words('create_at', 'modify_at', 'num_video_source', 'num_task'),
  name: text(20),
  status: level,
  access_type: list(accessType),
  has_task: or(flag(), false),
  type: list(words(...types, ...onlyListed)),
}

export const VIDEO_OPERATIONS: OperationFact[] = [
  {
    name: '15 CreateVideoSource',
    method: 'post',
    path: '/v2/{project_id}/source',
    success: 200,
    pathParameters: inProject,
    body: group({
      ...given,
      'access_type*': accessType,
      'type*': words(...types),
      video_group_ids: list(otherId),
    }),
    answer: group({ video_source_id: text() }),
  },
  {
    name: '16 UpdateVideoSource',
    method: 'put',
    path: '/v2/{project_id}/source/{video_source_id}',
    success: 200,
    pathParameters: ofSource,
    body: group(given),
    answer: group(shown),
  },
  {
    name: '17 DeleteVideoSource',
    method: 'delete',
    path: '/v2/{project_id}/source/{video_source_id}',
    success: 200,
    pathParameters: ofSource,
    answer: flag(),
  },
  {
    name: '18 ShowVideoSourceDetail',
    method: 'get',
    path: '/v2/{project_id}/source/sources/{video_source_id}',
    success: 200,
    pathParameters: ofSource,
    answer: details,
  },
  {
    name: '19 ListVideoSources',
    method: 'get',
    path: '/v2/{project_id}/source/sources',
    success: 200,
    pathParameters: inProject,
    query: sourceQuery,
    answer: group({
      video_source_number: whole(),
      total_number: whole(),
      quota_number: whole(),
      video_source_list: list(
        group({
          ...shown,
          video_source_id: text(),
          num_tasks: whole(),
          num_service_config_templates: whole(),
        }),
      ),
    }),
  },
  {
    name: '20 CreateVideoGroup',
    method: 'post',
    path: '/v2/{project_id}/video-group',
    success: 200,
    pathParameters: inProject,
    body: group({
      'video_group_name*': groupName,
      'access_type*': accessType,
      description: text(100),
      video_source_ids: list(sourceId, 1),
    }),
    answer: group({ video_group_id: text() }),
  },
  {
    name: '21 UpdateVideoGroup',
    method: 'put',
    path: '/v2/{project_id}/video-group/{video_group_id}',
    success: 200,
    pathParameters: ofGroup,
    body: group({
      'video_source_ids*': list(sourceId, 1, 50),
      video_group_name: groupName,
      description: text(100),
    }),
    answer: text(),
  },
  {
    name: '22 DeleteVideoGroup',
    method: 'delete',
    path: '/v2/{project_id}/video-group/{video_group_id}',
    success: 200,
    pathParameters: ofGroup,
    answer: text(),
  },
  {
    name: '23 ShowVideoGroupDetail',
    method: 'get',
    path: '/v2/{project_id}/video-group/{video_group_id}',
    success: 200,
    pathParameters: ofGroup,
    answer: group({ ...groupShown, description: text() }),
  },
  {
    name: '24 ListVideoGroups',
    method: 'get',
    path: '/v2/{project_id}/video-group/groups',
    success: 200,
    pathParameters: inProject,
    query: groupQuery,
    answer: group({
      video_group_number: whole(),
      total_number: whole(),
      quota_number: whole(),
      video_group_list: list(group({ ...groupShown, type: text() })),
    }),
  },
]
