/** The door of the pictures: annotated frames and heat maps as JPEG. */
export { annotate } from './annotate.js'
export { cropRgb, type Region } from './crop.js'
export { renderHeatmap } from './heatmap.js'
