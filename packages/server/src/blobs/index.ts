/** The door of the blobs. */
export { BlobFolder } from './blob-folder.js'
export { keepPictures } from './keep-pictures.js'
export { pictureOf } from './picture-of.js'
export { BlobSweep, type Keeper } from './sweep.js'
