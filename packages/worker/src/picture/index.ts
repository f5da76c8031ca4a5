/** The door of the pictures: annotated frames and heat maps as JPEG. */
export { annotate } from './annotate.js'
export { renderHeatmap } from './heatmap.js'
