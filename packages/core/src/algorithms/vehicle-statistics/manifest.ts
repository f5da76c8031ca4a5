/** Vehicle statistics as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { MOTOR_VEHICLES } from '../vehicles.js'
import { VEHICLE_STATISTICS_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { VEHICLE_COUNT, VehicleStatisticsRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'vehicle-statistics',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Vehicles in each region by type, interval by interval.',
      parameters: parameterSchema(VEHICLE_STATISTICS_PARAMETERS),
      labels: () => [...MOTOR_VEHICLES],
      facts(common) {
        const { tile_grid } = readParameters(VEHICLE_STATISTICS_PARAMETERS, common)
        return tile_grid > 1 ? { tiles: { columns: tile_grid, rows: tile_grid } } : {}
      },
      validate(common) {
        readParameters(VEHICLE_STATISTICS_PARAMETERS, common)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new VehicleStatisticsRule(common),
    },
  ],
  titleEn: 'High-point Vehicle Statistics',
  titleZh: '高点车辆统计',
  description: 'Counts the vehicles in regions by their type, from a high camera.',
  company: 'Vigia',
  tags: ['vehicles', 'counting'],
  eventTypes: [VEHICLE_COUNT],
  categories: { vehicle_count: VEHICLE_COUNT },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-vehicle-statistics-cloud',
    serviceId: 'b56126bc-bd24-48e4-941a-d960094048d3',
    algIds: ['4d2ec12c-7cc0-42c3-af4d-667c3f56606e'],
  },
  edge: {
    serviceName: 'c-vehicle-statistics-edge',
    serviceId: 'f37a265c-96dd-4c4e-ba2a-9fd29a62f80a',
    algIds: ['b0047880-2a93-48f3-b900-94f6728776e6'],
  },
})
