/** The parameters of the drainage outlet, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { integer } from '../parameters.js'

export const PARAMETERS = {
  alarm_repeat_send_interval: integer(
    1,
    360,
    5,
    'Minutes after which an outlet that still runs is told again',
    '排水持续时重复告警的间隔，分钟',
  ),
  alert_time_threshold: waitParameters([0, 3600, 5]).alert_time_threshold,
  ...PICTURE_PARAMETERS,
}
