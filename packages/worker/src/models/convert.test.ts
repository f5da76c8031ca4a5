import assert from 'node:assert/strict'
import { test } from 'node:test'
import { convertTflite } from './convert.js'
import { buildTflite, type OperatorSpec, type TensorSpec } from './testing/build-tflite.js'
import { runTflite } from './testing/run-tflite.js'

const float = (shape: number[], values?: number[]): TensorSpec => ({
  shape,
  type: 'float32',
  ...(values === undefined ? {} : { values }),
})

/** A model of one operator with the given constants after its input. */
function single(
  input: TensorSpec,
  constants: TensorSpec[],
  output: TensorSpec,
  operator: Partial<OperatorSpec>,
) {
  return {
    tensors: [input, ...constants, output],
    operators: [
      {
        code: 0,
        inputs: [0, ...constants.map((_, i) => i + 1)],
        outputs: [constants.length + 1],
        ...operator,
      },
    ],
    inputs: [0],
    outputs: [constants.length + 1],
  }
}

function close(found: number[], expected: number[]): void {
  assert.equal(found.length, expected.length, `${found}`)
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(found[i]! - value) < 1e-5, `value ${i}: ${found} instead of ${expected}`)
}

const SAME = 0
const VALID = 1
const RELU6 = 3

test('a convolution with int8 weights quantised per channel', async () => {
  // Two 1×2 filters over two input channels; scales .5 and 2, stored as [out, kh, kw, in].
  const weights: TensorSpec = {
    shape: [2, 1, 2, 2],
    type: 'int8',
    values: [1, 2, 3, 4, -1, 0, 1, 1],
    scale: [0.5, 2],
    zeroPoint: [0, 0],
  }
  const bias: TensorSpec = { shape: [2], type: 'int32', values: [10, -3], scale: [0.1, 1], zeroPoint: [0, 0] }
  const spec = single(float([1, 1, 3, 2]), [weights, bias], float([1, 1, 2, 2]), {
    code: 3,
    options: [
      [0, VALID],
      [1, 1],
      [2, 1],
    ],
  })
  // Pixels (1,2) (3,4) (5,6). Filter 0: .5*(1a+2b+3c+4d)+1; filter 1: 2*(-a+c+d)-3.
  close(await runTflite(spec, Float32Array.of(1, 2, 3, 4, 5, 6)), [16, 9, 26, 13])
})

test('SAME padding puts the odd cell at the end, and RELU6 is fused', async () => {
  // 3×1 picture, 2×1 kernel of ones: sums of (1,2) (2,9) (9,pad).
  const weights = float([1, 2, 1, 1], [1, 1])
  const spec = single(float([1, 3, 1, 1]), [weights, float([1], [0])], float([1, 3, 1, 1]), {
    code: 3,
    options: [
      [0, SAME],
      [1, 1],
      [2, 1],
      [3, RELU6],
    ],
  })
  close(await runTflite(spec, Float32Array.of(1, 2, 9)), [3, 6, 6])
  close(await runTflite(spec, Float32Array.of(-5, 2, 1)), [0, 3, 1])
})

test('a strided SAME convolution starts where TFLite starts', async () => {
  // 4 wide, kernel 3, stride 2: one cell of padding in all, at the end: windows (1,2,3) and (3,4,pad).
  const spec = single(
    float([1, 1, 4, 1]),
    [float([1, 1, 3, 1], [1, 10, 100]), float([1], [0])],
    float([1, 1, 2, 1]),
    {
      code: 3,
      options: [
        [0, SAME],
        [1, 2],
        [2, 1],
      ],
    },
  )
  close(await runTflite(spec, Float32Array.of(1, 2, 3, 4)), [321, 43])
})

test('a dilated convolution reaches further', async () => {
  const spec = single(
    float([1, 1, 5, 1]),
    [float([1, 1, 3, 1], [1, 10, 100]), float([1], [0])],
    float([1, 1, 1, 1]),
    {
      code: 3,
      options: [
        [0, VALID],
        [1, 1],
        [2, 1],
        [4, 2],
        [5, 1],
      ],
    },
  )
  close(await runTflite(spec, Float32Array.of(1, 2, 3, 4, 5)), [531])
})

test('a depthwise convolution with uint8 weights and a multiplier of two', async () => {
  // [1, 1, 2, 4]: input channel 0 feeds outputs 0 and 1, channel 1 feeds 2 and 3. Stored minus 128, times .5.
  const weights: TensorSpec = {
    shape: [1, 1, 2, 4],
    type: 'uint8',
    values: [130, 128, 132, 128, 128, 130, 128, 136],
    scale: [0.5],
    zeroPoint: [128],
  }
  const spec = single(float([1, 1, 2, 2]), [weights, float([4], [0, 0, 0, 100])], float([1, 1, 1, 4]), {
    code: 4,
    options: [
      [0, VALID],
      [1, 1],
      [2, 1],
      [3, 2],
    ],
  })
  // Pixels (1,2) (3,4). First pixel's weights 1 0 2 0, second's 0 1 0 4.
  close(await runTflite(spec, Float32Array.of(1, 2, 3, 4)), [1, 3, 4, 116])
})

test('a quantised 8-bit input is made real inside the graph', async () => {
  const input: TensorSpec = { shape: [1, 1, 2, 3], type: 'uint8', scale: [1 / 128], zeroPoint: [127] }
  const spec = single(input, [], float([1, 1, 2, 3]), { code: 114 })
  close(
    await runTflite(spec, Uint8Array.of(0, 127, 255, 128, 63, 191)),
    [-127, 0, 128, 1, -64, 64].map((value) => value / 128),
  )
})

test('element-wise operators broadcast over channels, before and after a convolution', async () => {
  const constants = [float([2], [10, 20]), float([2, 1, 1, 2], [1, 0, 0, 1]), float([2], [0, 0])]
  const at = (
    code: number,
    inputs: number[],
    output: number,
    options: [number, number][] = [],
  ): OperatorSpec => ({
    code,
    inputs,
    outputs: [output],
    options,
  })
  const spec = {
    tensors: [float([1, 1, 3, 2]), ...constants, ...Array.from({ length: 4 }, () => float([1, 1, 3, 2]))],
    operators: [
      at(41, [0, 1], 4),
      at(3, [4, 2, 3], 5, [
        [0, SAME],
        [1, 1],
        [2, 1],
      ]),
      at(18, [5, 1], 6),
      at(42, [6, 0], 7),
    ],
    inputs: [0],
    outputs: [7],
  }
  // ((x - c) * c) / x with c = 10, 20 by channel.
  const x = [1, 2, 4, 5, 8, 10]
  close(
    await runTflite(spec, Float32Array.from(x)),
    x.map((value, i) => ((value - [10, 20][i % 2]!) * [10, 20][i % 2]!) / value),
  )
})

test('pooling: the maximum with SAME padding, the average without counting padding', async () => {
  const options: [number, number][] = [
    [0, SAME],
    [1, 2],
    [2, 2],
    [3, 2],
    [4, 2],
  ]
  const picture = Float32Array.of(-1, -2, -3, -4, -5, -6, -7, -8, -9)
  const spec = (code: number) => single(float([1, 3, 3, 1]), [], float([1, 2, 2, 1]), { code, options })
  close(await runTflite(spec(17), picture), [-1, -3, -7, -9])
  close(await runTflite(spec(1), picture), [-3, -4.5, -7.5, -9])
})

test('resizing, nearest and bilinear, with the three ways to place pixels', async () => {
  const resize = (code: number, options: [number, number][], width: number) =>
    runTflite(
      single(
        float([1, 1, 3, 1]),
        [{ shape: [2], type: 'int32', values: [1, width] }],
        float([1, 1, width, 1]),
        {
          code,
          options,
        },
      ),
      Float32Array.of(0, 10, 20),
    )
  close(await resize(97, [], 5), [0, 0, 10, 10, 20])
  close(await resize(97, [[1, 1]], 6), [0, 0, 10, 10, 20, 20])
  close(await resize(97, [[0, 1]], 5), [0, 10, 10, 20, 20])
  close(await resize(23, [], 6), [0, 5, 10, 15, 20, 20])
  close(await resize(23, [[3, 1]], 6), [0, 2.5, 7.5, 12.5, 17.5, 20])
  close(await resize(23, [[2, 1]], 5), [0, 5, 10, 15, 20])
})

test('shapes: reshape goes through the order of the file, concatenation and padding name its axes', async () => {
  const weights = float([2, 1, 1, 1], [1, 10])
  const spec = {
    tensors: [
      float([1, 2, 1, 1]),
      weights,
      float([2], [0, 0]),
      float([1, 2, 1, 2]),
      float([1, 2, 1, 4]),
      { shape: [4, 2], type: 'int32' as const, values: [0, 0, 1, 0, 0, 0, 0, 1] },
      float([1, 3, 1, 5]),
      float([1, 15]),
    ],
    operators: [
      {
        code: 3,
        inputs: [0, 1, 2],
        outputs: [3],
        options: [
          [0, SAME],
          [1, 1],
          [2, 1],
        ] as [number, number][],
      },
      { code: 2, inputs: [3, 3], outputs: [4], options: [[0, -1]] as [number, number][] },
      { code: 34, inputs: [4, 5], outputs: [6] },
      { code: 22, inputs: [6], outputs: [7] },
    ],
    inputs: [0],
    outputs: [7],
  }
  close(await runTflite(spec, Float32Array.of(1, 2)), [0, 0, 0, 0, 0, 1, 10, 1, 10, 0, 2, 20, 2, 20, 0])
})

test('logistic, relu and relu6', async () => {
  const run = (code: number) =>
    runTflite(single(float([1, 3]), [], float([1, 3]), { code }), Float32Array.of(-1, 0, 8))
  close(await run(14), [1 / (1 + Math.E), 0.5, 1 / (1 + Math.exp(-8))])
  close(await run(19), [0, 0, 8])
  close(await run(21), [0, 0, 6])
})

test('an operator without a counterpart is named with its place', () => {
  const spec = single(float([1, 3]), [], float([1, 3]), {})
  const two = {
    ...spec,
    operators: [
      { code: 19, inputs: [0], outputs: [1] },
      { code: 117, inputs: [1], outputs: [1] },
    ],
  }
  assert.throws(() => convertTflite(buildTflite(two), 'x'), /operator 1 \(HARD_SWISH\) cannot be converted/)
  const custom = { ...spec, operators: [{ code: 'Mystery', inputs: [0], outputs: [1] }] }
  assert.throws(() => convertTflite(buildTflite(custom), 'x'), /operator 0 \(Mystery\)/)
})

test('an activation without a counterpart is named', () => {
  const spec = single(float([1, 3]), [float([1, 3], [1, 1, 1])], float([1, 3]), {
    code: 0,
    options: [[0, 5]],
  })
  assert.throws(() => convertTflite(buildTflite(spec), 'x'), /operator 0 \(ADD\).*activation is signBit/)
})

test('bytes that are no TFLite file are refused', () => {
  assert.throws(() => convertTflite(new Uint8Array(64), 'x'), /not a TFLite file/)
})

test('a Buffer in a larger pool gives the same bytes as an array of its own', () => {
  const file = buildTflite(single(float([1, 3]), [float([3], [1, 2, 3])], float([1, 3]), { code: 0 }))
  const pool = Buffer.concat([Buffer.alloc(13), file])
  assert.deepEqual(convertTflite(pool.subarray(13), 'x'), convertTflite(new Uint8Array(file), 'x'))
})
