/** A written manifest with what it leaves to the model's file: the input's name, layout, size and type. */
import { ELEMENT_TYPES, type ElementType, type Layout, type ModelInput } from './manifest.js'
import { lengthOf, ModelFitError, type ModelPort, type ModelPorts } from './ports.js'
import type { WrittenManifest } from './read-manifest.js'

/** @throws ModelFitError when neither the manifest nor the file says it */
export function completeInput(written: WrittenManifest['input'], { inputs }: ModelPorts): ModelInput {
  const port = inputs.find(({ name, shape }) =>
    written.name === undefined ? shape.length === 4 : name === written.name,
  )
  if (!port)
    throw new ModelFitError(
      `input.name: the model has no ${written.name === undefined ? 'input of four axes' : `input ${written.name}`}; ` +
        `it has ${inputs.map(({ name, shape }) => `${name} [${shape}]`).join(', ') || 'none'}`,
    )
  const layout = written.layout ?? layoutOf(port)
  const [height, width] = (layout === 'nhwc' ? [1, 2] : [2, 3]).map((axis) => lengthOf(port.shape[axis]))
  return {
    ...written,
    name: port.name,
    layout,
    width: written.width ?? size(width, 'width', port),
    height: written.height ?? size(height, 'height', port),
    type: written.type ?? typeOf(port),
  }
}

function layoutOf({ name, shape }: ModelPort): Layout {
  if (shape[1] === 3 && shape[3] !== 3) return 'nchw'
  if (shape[3] === 3 && shape[1] !== 3) return 'nhwc'
  throw new ModelFitError(
    `input.layout: cannot be read from input ${name} [${shape}]; write nchw (3 is the second axis) or nhwc (the last)`,
  )
}

function size(found: number | undefined, member: string, { name, shape }: ModelPort): number {
  if (found !== undefined) return found
  throw new ModelFitError(
    `input.${member}: input ${name} [${shape}] takes any; write the number of pixels that the model was trained with`,
  )
}

function typeOf({ name, type }: ModelPort): ElementType {
  const found = ELEMENT_TYPES.find((one) => one === type)
  if (found !== undefined) return found
  throw new ModelFitError(
    `input ${name} takes ${type}; models can take ${ELEMENT_TYPES.join(', ')}: export it with one of them`,
  )
}
