import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildTfjs, type GraphSpec, ints, type NodeSpec, runTfjs, word, words } from '../testing/run-tfjs.js'
import { convertTfjs } from './convert.js'

const FLOAT = { T: { type: 'DT_FLOAT' } }
const WHOLE = { T: { type: 'DT_INT32' } }
const TO_INT: NodeSpec = { op: 'Cast', inputs: ['x'], attributes: { DstT: { type: 'DT_INT32' } } }
const toFloat = (input: string): NodeSpec => ({
  op: 'Cast',
  inputs: [input],
  attributes: { DstT: { type: 'DT_FLOAT' } },
})

function close(found: number[], expected: number[]): void {
  assert.equal(found.length, expected.length)
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(found[i]! - value) < 1e-5, `${found} at ${i}`)
}

const binary = (op: string): GraphSpec => ({
  input: { shape: [3] },
  constants: { c: { shape: [1], values: [4] } },
  nodes: [{ op, inputs: ['x', 'c'], attributes: FLOAT }],
  outputShape: [3],
})
const ARITHMETIC: [string, number[]][] = [
  ['AddV2', [3, 6, 12]],
  ['Sub', [-5, -2, 4]],
  ['Mul', [-4, 8, 32]],
  ['RealDiv', [-0.25, 0.5, 2]],
  ['SquaredDifference', [25, 4, 16]],
]
for (const [op, expected] of ARITHMETIC) {
  test(`${op} with a broadcast constant`, async () => close(await runTfjs(binary(op), [-1, 2, 8]), expected))
}

test('Sqrt and Sigmoid after one another, Identity between', async () => {
  const nodes = [
    { op: 'Sqrt', inputs: ['x'] },
    { op: 'Identity', inputs: ['n0'] },
    { op: 'Sigmoid', inputs: ['n1'] },
  ]
  close(await runTfjs({ input: { shape: [2] }, nodes, outputShape: [2] }, [0, 4]), [
    0.5,
    1 / (1 + Math.exp(-2)),
  ])
})

test('FloorDiv of whole numbers rounds down, below zero too', async () => {
  const spec: GraphSpec = {
    input: { shape: [4] },
    constants: { c: { shape: [], values: [3], type: 'int32' } },
    nodes: [TO_INT, { op: 'FloorDiv', inputs: ['n0', 'c'], attributes: WHOLE }, toFloat('n1')],
    outputShape: [4],
  }
  close(await runTfjs(spec, [7, 6, -1, -7]), [2, 2, -1, -3])
})

/** One channel 3×3 of 1 to 9. */
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const window = (op: string, attributes: Record<string, Record<string, unknown>>): GraphSpec => ({
  input: { shape: [1, 3, 3, 1] },
  constants: {
    // A kernel that adds the cell itself and ten times its right neighbour.
    w: { shape: [1, 2, 1, 1], values: [1, 10] },
    b: { shape: [1], values: [-50] },
  },
  nodes: [{ op, inputs: ['x', 'w', 'b'], attributes }],
  outputShape: [1, 3, 3, 1],
})

test('a fused convolution with SAME padding puts the odd cell at the end and clips to 0-6', async () => {
  const attributes = {
    strides: ints(1, 1, 1, 1),
    dilations: ints(1, 1, 1, 1),
    padding: word('SAME'),
    fused_ops: words('BiasAdd', 'Relu6'),
  }
  // 1+20-50 < 0, 2+30-50 < 0, 3-50 < 0; 4+50-50 = 4, 5+60-50 > 6, 6-50 < 0; 7+80-50 > 6 …
  const expected = [0, 0, 0, 4, 6, 0, 6, 6, 0]
  close(await runTfjs(window('_FusedConv2D', attributes), NINE), expected)
  close(await runTfjs(window('FusedDepthwiseConv2dNative', attributes), NINE), expected)
})

test('a convolution of two channels and stride 2, with VALID padding and ReLU', async () => {
  const spec: GraphSpec = {
    input: { shape: [1, 1, 3, 2] },
    constants: {
      // [1, 1, in 2, out 3]: the channels, their sum with the second doubled, and the first negated.
      w: { shape: [1, 1, 2, 3], values: [1, 1, -1, 0, 2, 0] },
      b: { shape: [3], values: [0, 0.5, 0] },
    },
    nodes: [
      {
        op: '_FusedConv2D',
        inputs: ['x', 'w', 'b'],
        attributes: {
          strides: ints(1, 1, 2, 1),
          padding: word('VALID'),
          fused_ops: words('BiasAdd', 'Relu'),
        },
      },
    ],
    outputShape: [1, 1, 2, 3],
  }
  close(await runTfjs(spec, [1, 2, 30, 40, 5, 6]), [1, 5.5, 0, 5, 17.5, 0])
})

test('a depthwise convolution keeps channels apart, and its output can be added to a constant', async () => {
  const spec: GraphSpec = {
    input: { shape: [1, 1, 2, 2] },
    constants: {
      w: { shape: [1, 1, 2, 1], values: [2, 3] },
      c: { shape: [2], values: [100, 1000] },
    },
    nodes: [
      {
        op: 'DepthwiseConv2dNative',
        inputs: ['x', 'w'],
        attributes: { strides: ints(1, 1, 1, 1), padding: word('SAME') },
      },
      { op: 'AddV2', inputs: ['n0', 'c'], attributes: FLOAT },
    ],
    outputShape: [1, 1, 2, 2],
  }
  close(await runTfjs(spec, [1, 2, 3, 4]), [102, 1006, 106, 1012])
})

const RESIZED: [string, Record<string, Record<string, unknown>>, number[]][] = [
  ['with half-pixel centres', { half_pixel_centers: { b: true } }, [0, 1, 3, 4]],
  ['with aligned corners', { align_corners: { b: true } }, [0, 4 / 3, 8 / 3, 4]],
  ['from the corner', {}, [0, 2, 4, 4]],
]
for (const [name, attributes, expected] of RESIZED) {
  test(`ResizeBilinear ${name}`, async () => {
    const spec: GraphSpec = {
      input: { shape: [1, 1, 2, 1] },
      constants: { size: { shape: [2], values: [1, 4], type: 'int32' } },
      nodes: [{ op: 'ResizeBilinear', inputs: ['x', 'size'], attributes }],
      outputShape: [1, 1, 4, 1],
    }
    close(await runTfjs(spec, [0, 4]), expected)
  })
}

test('Unpack, Pack, ConcatV2, ExpandDims and Squeeze move values without changing them', async () => {
  const spec: GraphSpec = {
    input: { shape: [2, 2] },
    constants: {
      axis: { shape: [], values: [0], type: 'int32' },
      one: { shape: [], values: [1], type: 'int32' },
    },
    nodes: [
      { op: 'Unpack', inputs: ['x'], attributes: { axis: { i: '1' }, num: { i: '2' } } },
      { op: 'Pack', inputs: ['n0:1', 'n0'], attributes: { axis: { i: '0' } } },
      { op: 'ConcatV2', inputs: ['n1', 'x', 'axis'], attributes: FLOAT },
      { op: 'ExpandDims', inputs: ['n2', 'one'] },
      { op: 'Squeeze', inputs: ['n3'], attributes: { squeeze_dims: ints(1) } },
    ],
    outputShape: [4, 2],
  }
  close(await runTfjs(spec, [1, 2, 3, 4]), [2, 4, 1, 3, 1, 2, 3, 4])
})

test('ArgMax takes the first of equals, and GatherNd what it points at', async () => {
  const spec: GraphSpec = {
    input: { shape: [2, 3] },
    constants: {
      axis: { shape: [], values: [1], type: 'int32' },
      rows: { shape: [2], values: [0, 1], type: 'int32' },
      shape: { shape: [1], values: [-1], type: 'int32' },
    },
    nodes: [
      { op: 'ArgMax', inputs: ['x', 'axis'] },
      { op: 'Pack', inputs: ['rows', 'n0'], attributes: { axis: { i: '1' } } },
      { op: 'GatherNd', inputs: ['x', 'n1'] },
      toFloat('n0'),
      { op: 'ConcatV2', inputs: ['n2', 'n3', 'zero'] },
      { op: 'Reshape', inputs: ['n4', 'shape'] },
    ],
    outputShape: [4],
  }
  spec.constants!.zero = { shape: [], values: [0], type: 'int32' }
  close(await runTfjs(spec, [7, 9, 9, 5, 4, 3]), [9, 5, 1, 0])
})

test('a picture of whole numbers is fed as bytes', async () => {
  const spec: GraphSpec = {
    input: { shape: [1, 1, 1, 3], type: 'DT_INT32' },
    nodes: [toFloat('x')],
    outputShape: [1, 1, 1, 3],
  }
  close(await runTfjs(spec, [0, 127, 255]), [0, 127, 255])
})

const one = (op: string, attributes: NodeSpec['attributes'] = {}, inputs = ['x', 'w']): GraphSpec => ({
  input: { shape: [1, 3, 3, 1] },
  constants: { w: { shape: [1, 1, 1, 1], values: [1] }, zero: { shape: [1], values: [0], type: 'int32' } },
  nodes: [{ op, inputs, attributes }],
  outputShape: [1, 3, 3, 1],
})
const REFUSED: [string, GraphSpec, RegExp][] = [
  ['an unknown operator', one('FFT'), /node n0 \(FFT\).*operators known here are AddV2/],
  ['another layout', one('Conv2D', { data_format: word('NCHW') }), /n0 \(Conv2D\).*not NHWC/],
  ['another padding', one('Conv2D', { padding: word('EXPLICIT') }), /padding is EXPLICIT/],
  [
    'dilations with padding',
    one('Conv2D', { padding: word('SAME'), dilations: ints(1, 2, 2, 1) }),
    /dilations 2,2/,
  ],
  [
    'an unknown fusion',
    one('_FusedConv2D', { fused_ops: words('FusedBatchNorm') }),
    /fused with FusedBatchNorm/,
  ],
  [
    'an unknown activation',
    one('_FusedConv2D', { fused_ops: words('BiasAdd', 'Elu') }, ['x', 'w', 'zero']),
    /fused with Elu/,
  ],
  ['weights that are computed', one('Conv2D', {}, ['x', 'x']), /input 1 is not a constant/],
  ['a missing input', one('Sqrt', {}, []), /has no input 0/],
  ['a division of reals', one('FloorDiv', FLOAT), /divides DT_FLOAT/],
  ['a cast to text', one('Cast', { DstT: { type: 'DT_STRING' } }), /casts to DT_STRING/],
  ['a shape with a zero', one('Reshape', {}, ['x', 'zero']), /new shape is 0/],
  ['a node that needs itself', one('Sqrt', {}, ['n0']), /n0 \(Sqrt\).*its own output/],
  ['a node that is not there', one('Sqrt', {}, ['gone']), /refers to a node gone/],
]
for (const [name, spec, message] of REFUSED) {
  test(`refused: ${name}`, () => {
    const { topology, files } = buildTfjs(spec)
    assert.throws(() => convertTfjs(topology, files, 'test'), message)
  })
}
