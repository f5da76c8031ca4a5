import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError } from '../algorithms/algorithm.js'
import { roiFor } from './default-roi.js'
import { MAX_LINES, MAX_POLYGONS, parseTargetRoi } from './target-roi.js'

const TRIANGLE = [
  [10, 10],
  [200, 10],
  [100, 200],
]
const line = (data: unknown) => JSON.stringify({ lines: [{ data }] })
const polygon = (data: unknown) => JSON.stringify({ polygons: [{ data }] })

test('lines and polygons are read with their names; sides without a name are Side1 and Side2', () => {
  const roi = parseTargetRoi(
    JSON.stringify({
      lines: [
        {
          data: [
            [100, 100],
            [1800, 1000],
          ],
          name: 'gate',
          properties: { side1_name: 'street', side2_name: 'yard', type: 0 },
        },
        {
          data: [
            [5, 5],
            [5, 9],
          ],
        },
      ],
      polygons: [{ data: TRIANGLE, name: 'lawn', properties: {} }],
    }),
  )
  assert.deepEqual(roi, {
    lines: [
      {
        points: [
          [100, 100],
          [1800, 1000],
        ],
        name: 'gate',
        side1: 'street',
        side2: 'yard',
        type: 0,
      },
      {
        points: [
          [5, 5],
          [5, 9],
        ],
        side1: 'Side1',
        side2: 'Side2',
      },
    ],
    polygons: [{ points: TRIANGLE, name: 'lawn' }],
  })
})

test('an outline closed by repeating its first point is the same region', () => {
  assert.deepEqual(parseTargetRoi(polygon([...TRIANGLE, TRIANGLE[0]])).polygons[0]?.points, TRIANGLE)
})

const DEFECTS: [name: string, text: unknown, says: RegExp][] = [
  ['an object instead of a string', { lines: [] }, /must be a string/],
  ['bad JSON', '{"lines":[', /not valid JSON .*check quotes/],
  ['an array at the root', '[]', /JSON object/],
  ['lines that are no array', '{"lines":{}}', /lines must be an array/],
  ['a line that is no object', '{"lines":[5]}', /lines\[0\] must be an object/],
  ['a line without data', '{"lines":[{}]}', /lines\[0\]\.data must be an array/],
  ['a line of three points', line(TRIANGLE), /lines\[0\]\.data has 3 points, a line needs exactly 2/],
  ['a line of one point', line([[1, 1]]), /has 1 points/],
  [
    'a line of length zero',
    line([
      [7, 7],
      [7, 7],
    ]),
    /lines\[0\]\.data has length zero: give two different/,
  ],
  [
    'a negative coordinate',
    line([
      [0, -1],
      [5, 5],
    ]),
    /lines\[0\]\.data\[0\]\[1\] is -1, it must lie within the frame/,
  ],
  [
    'a coordinate beyond any frame',
    line([
      [0, 1e6],
      [5, 5],
    ]),
    /0 to 65535/,
  ],
  [
    'a number JSON makes infinite',
    '{"lines":[{"data":[[1e999,0],[5,5]]}]}',
    /lines\[0\]\.data\[0\]\[0\] must be a finite number/,
  ],
  [
    'a coordinate in quotes',
    line([
      ['5', 0],
      [5, 5],
    ]),
    /must be a finite number/,
  ],
  [
    'a point of three numbers',
    line([
      [1, 2, 3],
      [5, 5],
    ]),
    /lines\[0\]\.data\[0\] must be a point of two numbers/,
  ],
  [
    'properties that are no object',
    '{"lines":[{"data":[[0,0],[5,5]],"properties":"x"}]}',
    /properties must be an object/,
  ],
  [
    'a side name that is no string',
    '{"lines":[{"data":[[0,0],[5,5]],"properties":{"side1_name":1}}]}',
    /side1_name must be a string/,
  ],
  [
    'a name that is no string',
    '{"polygons":[{"data":[[0,0],[5,5],[5,0]],"name":3}]}',
    /polygons\[0\]\.name must be a string/,
  ],
  [
    'a region of two points',
    polygon([
      [0, 0],
      [5, 5],
    ]),
    /polygons\[0\]\.data has 2 points, a region needs at least 3/,
  ],
  [
    'a repeated point',
    polygon([
      [0, 0],
      [0, 0],
      [5, 5],
      [5, 0],
    ]),
    /data\[0\] is repeated/,
  ],
  [
    'crossing edges',
    polygon([
      [0, 0],
      [100, 100],
      [100, 0],
      [0, 100],
    ]),
    /crosses itself: .* points 0 and 2 meet/,
  ],
  ['too many points', polygon(Array.from({ length: 101 }, (_, i) => [i, i * i])), /at most 100/],
  [
    'too many lines',
    JSON.stringify({
      lines: Array(MAX_LINES + 1).fill({
        data: [
          [0, 0],
          [5, 5],
        ],
      }),
    }),
    /lines has 101 entries, at most 100/,
  ],
  [
    'too many regions',
    JSON.stringify({ polygons: Array(MAX_POLYGONS + 1).fill({ data: TRIANGLE }) }),
    /polygons has 101 entries, at most 100/,
  ],
]

for (const [name, text, says] of DEFECTS) {
  test(`target_roi with ${name} is refused with place and remedy`, () => {
    assert.throws(
      () => parseTargetRoi(text),
      (error) => error instanceof ParameterError && error.member === 'target_roi' && says.test(error.message),
    )
  })
}

test('without lines and regions the defaults stand in', () => {
  for (const empty of [undefined, null, '', '{}', '{"lines":[],"polygons":[]}']) {
    const roi = roiFor(empty, 1280, 720)
    assert.deepEqual(
      roi.lines.map((l) => l.points),
      [
        [
          [320, 360],
          [960, 360],
        ],
      ],
    )
    assert.deepEqual(
      roi.polygons.map((p) => p.points),
      [
        [
          [320, 180],
          [960, 180],
          [960, 540],
          [320, 540],
        ],
      ],
    )
  }
})

test('a job with its own region gets no default line', () => {
  assert.deepEqual(roiFor(polygon(TRIANGLE), 1280, 720).lines, [])
})

test('the type of a vehicle line is 0 or 1', () => {
  const typed = (type: unknown) =>
    JSON.stringify({
      lines: [
        {
          data: [
            [0, 0],
            [9, 9],
          ],
          properties: { type },
        },
      ],
    })
  assert.equal(parseTargetRoi(typed(1)).lines[0]?.type, 1)
  assert.equal(parseTargetRoi(typed(null)).lines[0]?.type, undefined)
  assert.throws(() => parseTargetRoi(typed(2)), /lines\[0\]\.properties\.type must be 0 .* or 1/)
})
