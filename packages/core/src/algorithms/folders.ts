/** The folders of algorithms; written by `npm run algorithms`. */
import type { Algorithm } from './algorithm.js'
import { services as abandonDetection } from './abandon-detection/manifest.js'
import { services as abnormalPark } from './abnormal-park/manifest.js'
import { services as algae } from './algae/manifest.js'
import { services as classAlarm } from './class-alarm/manifest.js'
import { services as crowdCount } from './crowd-count/manifest.js'
import { services as drainageOutlet } from './drainage-outlet/manifest.js'
import { services as dregsSpill } from './dregs-spill/manifest.js'
import { services as ebikeHelmet } from './ebike-helmet/manifest.js'
import { services as exposedSoil } from './exposed-soil/manifest.js'
import { services as fightDetection } from './fight-detection/manifest.js'
import { services as fireExitOccupation } from './fire-exit-occupation/manifest.js'
import { services as floatingDebris } from './floating-debris/manifest.js'
import { services as flowCount } from './flow-count/manifest.js'
import { services as highpointCrowdCount } from './highpoint-crowd-count/manifest.js'
import { services as highpointOverspeed } from './highpoint-overspeed/manifest.js'
import { services as illegalBillboard } from './illegal-billboard/manifest.js'
import { services as illegalDrying } from './illegal-drying/manifest.js'
import { services as illegalUmbrella } from './illegal-umbrella/manifest.js'
import { services as individualAction } from './individual-action/manifest.js'
import { services as individualBehaviour } from './individual-behaviour/manifest.js'
import { services as intrusionDetection } from './intrusion-detection/manifest.js'
import { services as maskRecognition } from './mask-recognition/manifest.js'
import { services as missingManholeCover } from './missing-manhole-cover/manifest.js'
import { services as mobileManholeCover } from './mobile-manhole-cover/manifest.js'
import { services as mobileTrash } from './mobile-trash/manifest.js'
import { services as nonMotorDetection } from './non-motor-detection/manifest.js'
import { services as objectAttributes } from './object-attributes/manifest.js'
import { services as ponding } from './ponding/manifest.js'
import { services as retrograde } from './retrograde/manifest.js'
import { services as roadsideStall } from './roadside-stall/manifest.js'
import { services as safetySuitDetection } from './safety-suit-detection/manifest.js'
import { services as sharedBicycleDetection } from './shared-bicycle-detection/manifest.js'
import { services as smokeAndFire } from './smoke-and-fire/manifest.js'
import { services as stackedMaterials } from './stacked-materials/manifest.js'
import { services as staffOnDuty } from './staff-on-duty/manifest.js'
import { services as trashCanAnomaly } from './trash-can-anomaly/manifest.js'
import { services as urbanTrash } from './urban-trash/manifest.js'
import { services as urbanTrashOverflow } from './urban-trash-overflow/manifest.js'
import { services as vehicleDetection } from './vehicle-detection/manifest.js'
import { services as vehicleStatistics } from './vehicle-statistics/manifest.js'
import { services as vesselIntrusion } from './vessel-intrusion/manifest.js'
import { services as waterGauge } from './water-gauge/manifest.js'

export const FOLDERS: readonly (readonly Algorithm[])[] = [
  abandonDetection,
  abnormalPark,
  algae,
  classAlarm,
  crowdCount,
  drainageOutlet,
  dregsSpill,
  ebikeHelmet,
  exposedSoil,
  fightDetection,
  fireExitOccupation,
  floatingDebris,
  flowCount,
  highpointCrowdCount,
  highpointOverspeed,
  illegalBillboard,
  illegalDrying,
  illegalUmbrella,
  individualAction,
  individualBehaviour,
  intrusionDetection,
  maskRecognition,
  missingManholeCover,
  mobileManholeCover,
  mobileTrash,
  nonMotorDetection,
  objectAttributes,
  ponding,
  retrograde,
  roadsideStall,
  safetySuitDetection,
  sharedBicycleDetection,
  smokeAndFire,
  stackedMaterials,
  staffOnDuty,
  trashCanAnomaly,
  urbanTrash,
  urbanTrashOverflow,
  vehicleDetection,
  vehicleStatistics,
  vesselIntrusion,
  waterGauge,
]
