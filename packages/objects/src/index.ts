/** The door of the object stores. */
export { FolderStore, type FolderStoreDeps, removeUnfinishedUploads } from './folder-store.js'
export { bucketsDir, type OpenStore, objectStores, type StoresDeps } from './open-store.js'
export { type Disk, diskOf, Room } from './room.js'
export { S3Store, type S3StoreDeps } from './s3-store.js'
