/** The parameters of the high-point crowd count, with ranges and defaults (algorithms-io A.3 and A.4). */
import { COUNT_PARAMETERS } from '../crowd-count/parameters.js'
import { choice, integer } from '../parameters.js'

export const HIGHPOINT_PARAMETERS = {
  ...COUNT_PARAMETERS,
  /** People are small from a tower: as many tiles as a frame may have. */
  detection_tiles: choice(
    COUNT_PARAMETERS.detection_tiles.enum,
    '3x2',
    COUNT_PARAMETERS.detection_tiles.description,
    COUNT_PARAMETERS.detection_tiles.titleZh,
  ),
  grid_x_number: integer(
    0,
    16,
    0,
    'Columns of a grid over the frame whose cells are counted instead of regions; 0: regions',
    '横向网格数，0 为区域模式',
  ),
  grid_y_number: integer(
    0,
    16,
    0,
    'Rows of a grid over the frame whose cells are counted instead of regions; 0: regions',
    '纵向网格数，0 为区域模式',
  ),
}
