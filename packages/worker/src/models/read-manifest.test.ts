import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ManifestError, readManifest } from './read-manifest.js'

const LEAST = { licence: 'MIT', head: 'yolov8', labels: ['helmet', 'head'], threshold: 0.4 }
const read = (change: object, without: string[] = []) => {
  const all: Record<string, unknown> = { ...LEAST, ...change }
  for (const member of without) delete all[member]
  return readManifest(JSON.stringify(all))
}

test('the least that a manifest holds, and what the rest is then', () => {
  assert.deepEqual(read({}), {
    ...LEAST,
    attribution: 'added by the administrator',
    input: {
      colour: 'rgb',
      scale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      placement: 'letterbox-top-left',
      padValue: 114,
    },
  })
})

test('one number stands for all colours; aliases give labels the names that algorithms know', () => {
  const input = { mean: 0.5, std: [0.1, 0.2, 0.3], width: 640, height: 384, name: 'images' }
  const { input: found, labels } = read({ input, labels: ['people', null], aliases: { people: 'person' } })
  assert.deepEqual([found.mean, found.std, found.width], [[0.5, 0.5, 0.5], [0.1, 0.2, 0.3], 640])
  assert.deepEqual(labels, ['person', null])
  assert.equal(read({ sha256: 'AB'.repeat(32) }).sha256, 'ab'.repeat(32))
})

const REFUSED: [what: string, change: object, without: string[], text: RegExp][] = [
  ['no head', {}, ['head'], /^head: is missing; it must be one of ssd, yolox, /],
  ['another head', { head: 'yolo99' }, [], /^head: is "yolo99"; it must be one of ssd, /],
  ['no licence', {}, ['licence'], /^licence: is missing; it must be the SPDX identifier/],
  ['no labels', {}, ['labels'], /^labels: is \[\]; it must be a list with the label of each class column/],
  ['only unnamed columns', { labels: [null] }, [], /^labels: is \[null\]; it must be a list/],
  [
    'a label that is a number',
    { labels: ['a', 3] },
    [],
    /^labels\[1\]: is 3; it must be a text that is not empty, of at most 100 characters, or null/,
  ],
  [
    'a label of 10 MB',
    { labels: ['x'.repeat(10_000_000)] },
    [],
    /^labels\[0\]: is "x{79}…; it must be a text/,
  ],
  [
    'an alias without end',
    { aliases: { helmet: 'x'.repeat(101) } },
    [],
    /^aliases\.helmet: is "x{79}…; it must be a text that is not empty, of at most 100 characters/,
  ],
  ['labels of a pose', { head: 'movenet' }, [], /^labels: .* it must be left out: head movenet finds poses/],
  [
    'an alias of nothing',
    { aliases: { cap: 'hat' } },
    [],
    /^aliases\.cap: is "hat"; it must be the other name of one/,
  ],
  ['a threshold above 1', { threshold: 40 }, [], /^threshold: is 40; it must be a number from 0 to 1/],
  ['an overlap below 0', { overlap: -1 }, [], /^overlap: is -1; it must be a number from 0 to 1/],
  [
    'a member that there is not',
    { treshold: 0.4 },
    [],
    /^the manifest: has no member treshold; it has name, /,
  ],
  [
    'a member of input that there is not',
    { input: { size: 5 } },
    [],
    /^input: has no member size; it has name, layout, width/,
  ],
  ['an input that is a list', { input: [] }, [], /^input: is \[\]; it must be an object/],
  [
    'half a pixel',
    { input: { width: 10.5 } },
    [],
    /^input\.width: is 10\.5; it must be a whole number of pixels/,
  ],
  ['no pixel', { input: { height: 0 } }, [], /^input\.height: is 0; it must be a number from 1 to 4096/],
  ['a scale of 0', { input: { scale: 0 } }, [], /^input\.scale: is 0; it must be a number above 0 to 1000/],
  [
    'two means',
    { input: { mean: [1, 2] } },
    [],
    /^input\.mean: is \[1,2\]; it must be one number for all colours, or three/,
  ],
  [
    'a division by 0',
    { input: { std: [1, 0, 1] } },
    [],
    /^input\.std: is \[1,0,1\]; it must be .* numbers other than 0/,
  ],
  [
    'a colour order',
    { input: { colour: 'grey' } },
    [],
    /^input\.colour: is "grey"; it must be one of rgb, bgr/,
  ],
  ['a layout', { input: { layout: 'chw' } }, [], /^input\.layout: is "chw"; it must be one of nhwc, nchw/],
  ['a type', { input: { type: 'float64' } }, [], /^input\.type: is "float64"; it must be one of uint8, /],
  [
    'a placement',
    { input: { placement: 'crop' } },
    [],
    /^input\.placement: is "crop"; it must be one of letterbox-top-left/,
  ],
  [
    'padding above 255',
    { input: { padValue: 256 } },
    [],
    /^input\.padValue: is 256; it must be a number from 0 to 255/,
  ],
  [
    "another head's option",
    { options: { strides: [8] } },
    [],
    /^options \(of head yolov8\): has no member strides; it has activation/,
  ],
  [
    'an option of no use',
    { options: { activation: 'tanh' } },
    [],
    /^options\.activation: is "tanh"; it must be one of none, sigmoid/,
  ],
  [
    'strides of no use',
    { head: 'yolox', options: { strides: [0] } },
    [],
    /^options\.strides: is \[0\]; it must be a list of 1 to 8/,
  ],
  [
    'columns that are not six',
    { head: 'boxes6', options: { columns: ['x1'] } },
    [],
    /^options\.columns: .* six names in the order/,
  ],
  [
    'an output that the head has not',
    { outputs: { boxes: 'b' } },
    [],
    /^outputs \(of head yolov8\): has no member boxes; it has output0/,
  ],
  ['a hash that is none', { sha256: 'abc' }, [], /^sha256: is "abc"; it must be 64 hexadecimal digits/],
  [
    'an empty name of an input',
    { input: { name: '' } },
    [],
    /^input\.name: is ""; it must be a text that is not empty/,
  ],
]

for (const [what, change, without, text] of REFUSED) {
  test(`a manifest with ${what} is refused by name, with the remedy`, () => {
    assert.throws(
      () => read(change, without),
      (error: Error) => {
        assert.ok(error instanceof ManifestError)
        assert.match(error.message, text)
        return true
      },
    )
  })
}

test('what is no JSON, or no object, is refused', () => {
  assert.throws(() => readManifest('{ name: x }'), /the manifest is no JSON: /)
  assert.throws(() => readManifest('[]'), /the manifest: is \[\]; it must be an object/)
})
