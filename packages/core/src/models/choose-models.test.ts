import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseModels, howToInstall, type KnownModel } from './choose-models.js'
import { labelKey } from './labels.js'

const lite: KnownModel = { name: 'lite', labels: ['person', 'car', 'boat'] }
const large: KnownModel = { name: 'large', labels: ['person', 'car', 'boat'] }
const fire: KnownModel = { name: 'fire', labels: ['Fire', 'smoke'] }
const site: KnownModel = { name: 'site', labels: ['person', 'No Helmet', 'fire'] }
const all = [fire, large, lite, site]
const standard = 'lite'
const choose = (wanted: string[], preferred?: string, models = all) =>
  chooseModels(wanted, models, { preferred, standard })

test('one model that knows all is enough, and each label is at one', () => {
  assert.deepEqual(choose(['person', 'car']), { chosen: [{ name: 'lite', labels: ['person', 'car'] }] })
  assert.deepEqual(choose(['person', 'no_helmet']), {
    chosen: [{ name: 'site', labels: ['person', 'no_helmet'] }],
  })
  assert.deepEqual(choose(['person', 'smoke']), {
    chosen: [
      { name: 'lite', labels: ['person'] },
      { name: 'fire', labels: ['smoke'] },
    ],
  })
})

test('what the job names looks for all that it knows; where it knows nothing it is not run', () => {
  assert.deepEqual(choose(['person', 'car'], 'large'), {
    chosen: [{ name: 'large', labels: ['person', 'car'] }],
  })
  assert.deepEqual(choose(['person', 'no_helmet'], 'large'), {
    chosen: [
      { name: 'large', labels: ['person'] },
      { name: 'site', labels: ['no_helmet'] },
    ],
  })
  assert.deepEqual(choose(['smoke'], 'large'), { chosen: [{ name: 'fire', labels: ['smoke'] }] })
})

test('of equally many the installation’s own comes first, then coverage, then the name', () => {
  assert.deepEqual(choose(['fire']), { chosen: [{ name: 'fire', labels: ['fire'] }] })
  const more = [...all, { name: 'aaa', labels: ['fire', 'smoke'] }]
  assert.deepEqual(choose(['fire', 'smoke'], undefined, more), {
    chosen: [{ name: 'aaa', labels: ['fire', 'smoke'] }],
  })
  assert.deepEqual(choose(['fire', 'smoke', 'no_helmet']), {
    chosen: [
      { name: 'fire', labels: ['fire', 'smoke'] },
      { name: 'site', labels: ['no_helmet'] },
    ],
  })
})

test('labels are compared as people read them, and given as they were wanted', () => {
  assert.equal(labelKey(' Hard-Hat '), labelKey('hard_hat'))
  assert.notEqual(labelKey('hardhat'), labelKey('hard_hat'))
  assert.deepEqual(choose(['NO helmet']), { chosen: [{ name: 'site', labels: ['NO helmet'] }] })
})

test('what nobody knows is missing, and nothing is chosen', () => {
  assert.deepEqual(choose(['person', 'Mask', 'hat']), { missing: ['Mask', 'hat'] })
  assert.deepEqual(chooseModels(['person'], [], { standard }), { missing: ['person'] })
  assert.match(howToInstall(['Mask', 'hat']), /labels Mask, hat: .*vigia models add/)
})

test('without labels there is still an eye, with nothing to look for', () => {
  assert.deepEqual(choose([]), { chosen: [{ name: 'lite', labels: [] }] })
  assert.deepEqual(choose([], 'large'), { chosen: [{ name: 'large', labels: [] }] })
})

test('many models that know much are chosen from in no time', () => {
  const labels = Array.from({ length: 50 }, (_, i) => `label${i}`)
  const models = labels.map((_, i) => ({ name: `m${i}`, labels: labels.filter((_, j) => (i + j) % 3 !== 0) }))
  const choice = chooseModels(labels, models, { standard })
  assert.ok('chosen' in choice && choice.chosen.length === 2)
})
