/** Every word of the console in English; the shape that all other languages must have. */
import type { JobState } from '../job/states'

const states: Record<JobState, string> = {
  PENDING: 'Waiting',
  SCHEDULING: 'Finding a place',
  LACK_OF_RESOURCES: 'No capacity',
  STARTING: 'Starting',
  RUNNING: 'Running',
  ABNORMAL: 'Trouble',
  RECOVERING: 'Recovering',
  UPGRADING: 'Upgrading',
  STOPPING: 'Stopping',
  STOPPED: 'Stopped',
  STOPPED_NO_SERVICE: 'No service',
  SUCCEEDED: 'Finished',
  FAILED: 'Failed',
  CREATE_FAILED: 'Could not be created',
  START_FAILED: 'Could not start',
  DELETING: 'Deleting',
  FREEZING: 'Freezing',
  FROZEN: 'Frozen',
}

/** What a job in this state does; shown when the server gives no reason of its own. */
const stateHints: Record<JobState, string> = {
  PENDING: 'Waiting for a free worker.',
  SCHEDULING: 'A worker is being chosen.',
  LACK_OF_RESOURCES: 'No worker has room for it.',
  STARTING: 'Connecting to the source and loading the model.',
  RUNNING: 'Frames are being analysed.',
  ABNORMAL: 'It runs with a fault and keeps trying by itself.',
  RECOVERING: 'It is being brought back after a fault.',
  UPGRADING: 'The algorithm is being upgraded.',
  STOPPING: 'The run is being ended.',
  STOPPED: 'Start it to analyse again.',
  STOPPED_NO_SERVICE: 'Its algorithm is no longer deployed.',
  SUCCEEDED: 'The whole input was analysed.',
  FAILED: 'The run ended with an error.',
  CREATE_FAILED: 'Creating it did not work.',
  START_FAILED: 'The run could not begin.',
  DELETING: 'It is being removed.',
  FREEZING: 'The project is being frozen.',
  FROZEN: 'The project is frozen.',
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const quoted = (name: string): string => `‘${name}’`
const target = (category: number): string => ['A person', 'A vehicle'][category] ?? 'An object'

/** What the server writes as the cause of a change; others are shown as they are. */
const CAUSES: readonly [RegExp, string][] = [
  [/^start$/, 'Start was asked for'],
  [/^stop$/, 'Stop was asked for'],
  [/^delete$/, 'Deletion was asked for'],
  [/^running$/, 'Frames are being analysed'],
  [/^abnormal$/, 'The run reported trouble'],
  [/^succeeded$/, 'The whole input was analysed'],
  [/^failed$/, 'The run failed'],
  [/^stopped$/, 'The run has ended'],
  [/^placed on (.+)$/, 'Given to worker $1'],
  [/^lease of (.+) expired$/, 'Worker $1 fell silent'],
]

export function told(cause: string, causes: readonly [RegExp, string][]): string {
  const known = causes.find(([pattern]) => pattern.test(cause))
  return known ? cause.replace(...known) : cause
}

export const en = {
  language: 'Language',
  brandLine: 'Video analysis on your own machines',
  skipToContent: 'Skip to content',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',

  signIn: {
    title: 'Sign in',
    user: 'User',
    password: 'Password',
    showPassword: 'Show or hide the password',
    project: 'Project',
    domain: 'Domain',
    button: 'Sign in',
    failed: 'Sign-in failed',
    expired: 'Your session has ended. Please sign in again.',
    firstHint: 'The password of admin was printed when Vigia started for the first time.',
    signOut: 'Sign out',
    signedInAs: (user: string, project: string) => `${user} in project ${project}`,
  },

  errors: {
    unreachable: 'The server cannot be reached; trying again.',
    actionFailed: 'That did not work',
    loadFailed: 'This could not be loaded',
  },

  jobs: {
    title: 'Jobs',
    count: (n: number) => plural(n, 'job', 'jobs'),
    search: 'Search by name',
    state: 'State',
    allStates: 'All states',
    name: 'Name',
    algorithm: 'Algorithm',
    since: 'Since',
    actions: 'Actions',
    reason: 'Reason',
    pages: 'Pages',
    page: (n: number) => `Page ${n}`,
    previousPage: 'Previous page',
    nextPage: 'Next page',
    emptyTitle: 'No jobs yet',
    emptyText:
      'A job watches one camera, stream or file with one algorithm. Make the first one on the command line:',
    emptyAfter: 'It appears here at once.',
    noMatch: 'No job matches your search.',
    clearFilter: 'Show all jobs',
    nowIn: (name: string, state: string) => `${name}: ${state}`,
  },

  job: {
    back: 'All jobs',
    changed: (ago: string) => `changed ${ago}`,
    start: 'Start',
    retry: 'Try again now',
    stop: 'Stop',
    delete: 'Delete',
    startNamed: (name: string) => `Start ${name}`,
    retryNamed: (name: string) => `Try ${name} again now`,
    stopNamed: (name: string) => `Stop ${name}`,
    deleteNamed: (name: string) => `Delete ${name}`,
    deleteTitle: 'Delete this job?',
    deleteText: (name: string) =>
      `${quoted(name)} and its results are removed for good. Deliveries still on their way are dropped.`,
    gone: 'This job does not exist, or no longer does.',
    about: 'About this job',
    id: 'Job ID',
    algorithm: 'Algorithm',
    source: 'Input',
    schedule: 'Schedule',
    armed: 'Armed',
    disarmed: 'Not armed: start the job to arm it',
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    dayOfMonth: (day: number) => `day ${day}`,
    output: 'Output',
    webhook: 'Webhook',
    headers: 'Headers',
    keptHere: 'Results are kept in Vigia',
    notKeptHere: 'Results are not listed as events',
    created: 'Created',
    createdBy: (user: string) => `by ${user}`,
    description: 'Description',
    deliveries: 'Deliveries',
    pending: 'waiting',
    delivered: 'delivered',
    dead: 'given up',
    parameters: 'Parameters',
    standard: 'default',
    on: 'On',
    off: 'Off',
    inputTypes: {
      url: 'Address',
      vis: 'Pushed stream',
      obs: 'Object storage',
      restful: 'REST look-up',
      vcn: 'VCN camera',
      edgecamera: 'Edge camera',
      video_source: 'Registered source',
    } as Record<string, string>,
  },

  roi: {
    standard: 'Default: the middle of the picture',
    region: (name: string | undefined, points: number) =>
      `Region${name ? ` ${quoted(name)}` : ''}, ${points} points`,
    line: (name: string | undefined, one: string, two: string) =>
      `Line${name ? ` ${quoted(name)}` : ''} between ${quoted(one)} and ${quoted(two)}`,
    unreadable: 'Cannot be read',
  },

  live: {
    title: 'Live picture',
    alt: (name: string) => `Newest annotated picture of ${name}`,
    age: (seconds: string) => `${seconds} s old`,
    live: 'Live',
    late: 'Late',
    none: 'No picture yet',
    notRunning: 'Pictures are made while the job runs.',
    soon: 'The first one is on its way.',
    enlarge: 'Enlarge the live picture',
  },

  results: {
    title: 'Latest results',
    none: 'Nothing has been seen yet. Results appear here by themselves.',
    onlyCounted: 'Hide counts of nobody',
    allHidden: (n: number) => `The latest ${n} counts saw nobody.`,
    older: 'Show older',
    enlarge: (what: string) => `Enlarge the picture: ${what}`,
    pictureOf: (what: string) => `Picture: ${what}`,
    noPicture: 'This result has no picture',
    videoTime: (time: string) => `at ${time} of the video`,
    intrusion: 'Intrusion',
    loitering: 'Loitering',
    lineCount: 'People crossing',
    regionCount: 'People in regions',
    heatMap: 'Heat map',
    other: (type: number) => `Event ${type}`,
    entered: (category: number, region: string | undefined) =>
      `${target(category)} entered ${region ? quoted(region) : 'the region'}`,
    left: (category: number, region: string | undefined) =>
      `${target(category)} left ${region ? quoted(region) : 'the region'}`,
    crossed: (category: number, from: string, to: string) =>
      `${target(category)} crossed from ${from} to ${to}`,
    stayed: (category: number, region: string | undefined) =>
      `${target(category)} stays in ${region ? quoted(region) : 'the region'}`,
    crossings: (line: number, seconds: number, one: number, oneName: string, two: number, twoName: string) =>
      `Line ${line}: ${one} to ${oneName}, ${two} to ${twoName} in ${seconds} s`,
    inside: (region: number, count: number) => `${plural(count, 'person', 'people')} in region ${region}`,
    heatOf: (seconds: number) => `Where people were in ${seconds} s`,
    density: 'Density',
    points: 'Points',
    unknown: 'See its data through the API',
  },

  history: {
    title: 'History',
    created: 'Created',
    cause: (cause: string) => told(cause, CAUSES),
    actor: (actor: string) => (actor === 'engine' ? 'Vigia' : actor),
  },

  states,
  stateHints,
  /** Algorithm titles, by the title that the server gives. */
  algorithms: {} as Record<string, string>,
  /** Parameter names as people say them, by their name on the wire; others get the sheet's own text. */
  parameterNames: {
    person_detection_sw: 'Watch people',
    car_detection_sw: 'Watch vehicles',
    line_detection_sw: 'Lines',
    region_detection_sw: 'Regions',
    loitering_detection_sw: 'Loitering',
    sampling_fps: 'Frames analysed per second',
    detector_model: 'Detector',
    loitering_time_threshold: 'Seconds that count as loitering',
    detection_min_size: 'Least size in pixels',
    detection_max_size: 'Greatest size in pixels',
    image_compression_ratio: 'Picture quality in percent',
    render_result_sw: 'Draw boxes on pictures',
    render_roi_sw: 'Draw regions on pictures',
    line_count_interval: 'Seconds between counts of lines',
    region_count_interval: 'Seconds between counts of regions',
    heatmap_detection_sw: 'Heat maps',
    heatmap_detection_interval: 'Seconds between heat maps',
    heatmap_point_interval: 'Frames between updates of the point map',
    target_roi: 'Lines and regions',
  } as Record<string, string>,
}

export type Words = typeof en
