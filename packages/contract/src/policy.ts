/**
 * Who may do what: the least role for each operation. Roles grow (viewer, operator, admin); one on a domain holds in
 * all its projects. docs/roles.md is written from this table.
 */

/** `self`: whoever is signed in, for what is theirs. A `platform admin` is an admin of domain `vigia`. */
export type Least = 'anybody' | 'self' | 'viewer' | 'operator' | 'admin' | 'domain admin' | 'platform admin'

export const POLICY: Readonly<Record<string, Least>> = {
  showIdentityVersion: 'anybody',
  createToken: 'anybody',
  // By the signature in the address.
  showSentPicture: 'anybody',
  showToken: 'self',
  deleteToken: 'self',
  listAuthProjects: 'self',
  listAuthDomains: 'self',

  createAccessKey: 'self',
  listAccessKeys: 'self',
  showAccessKey: 'self',
  updateAccessKey: 'self',
  deleteAccessKey: 'self',

  listDomains: 'self',
  showDomain: 'self',
  createDomain: 'platform admin',
  changeDomain: 'platform admin',
  deleteDomain: 'platform admin',

  listProjects: 'self',
  showProject: 'self',
  createProject: 'domain admin',
  changeProject: 'domain admin',
  deleteProject: 'domain admin',
  freezeProject: 'platform admin',
  thawProject: 'platform admin',
  showProjectQuotas: 'domain admin',
  changeProjectQuotas: 'platform admin',

  listUsers: 'domain admin',
  showUser: 'self',
  createUser: 'domain admin',
  changeUser: 'domain admin',
  changePassword: 'self',
  deleteUser: 'domain admin',

  listRoles: 'self',
  showRole: 'self',
  listRoleAssignments: 'self',
  checkDomainRole: 'domain admin',
  grantDomainRole: 'domain admin',
  revokeDomainRole: 'domain admin',
  checkProjectRole: 'domain admin',
  grantProjectRole: 'domain admin',
  revokeProjectRole: 'domain admin',

  showQuotas: 'viewer',

  listTasksV1: 'viewer',
  showTaskV1: 'viewer',
  createTaskV1: 'operator',
  updateTaskV1: 'operator',
  startStopTaskV1: 'operator',
  deleteTaskV1: 'operator',

  listTasks: 'viewer',
  showTask: 'viewer',
  createTask: 'operator',
  updateTask: 'operator',
  startStopTask: 'operator',
  deleteTask: 'operator',

  listServiceTasks: 'viewer',
  showServiceTask: 'viewer',
  updateServiceTask: 'operator',
  startServiceTask: 'operator',
  stopServiceTask: 'operator',
  deleteServiceTask: 'operator',

  showTaskPicture: 'viewer',
  watchTask: 'viewer',
  listTaskResults: 'viewer',
  showTaskResultPicture: 'viewer',
  listTaskHistory: 'viewer',
  showTaskDeliveries: 'viewer',

  listDeliveries: 'viewer',
  showDelivery: 'viewer',
  replayDeliveries: 'operator',
  listDeliveryTargets: 'viewer',
  switchOnDeliveryTarget: 'operator',
  testWebhook: 'operator',
  // Whoever knows it can pass for the platform.
  showWebhookSecret: 'operator',
  rotateWebhookSecret: 'admin',

  listBatchTasks: 'viewer',
  createBatchTask: 'operator',
  updateBatchTask: 'operator',
  batchStartStopTask: 'operator',
  deleteBatchTask: 'operator',

  listVideoSources: 'viewer',
  showVideoSource: 'viewer',
  showVideoSourcePicture: 'viewer',
  watchVideoSource: 'viewer',
  previewVideoSource: 'operator',
  createVideoSource: 'operator',
  updateVideoSource: 'operator',
  deleteVideoSource: 'operator',

  listEdgeCameras: 'viewer',
  showEdgeCamera: 'viewer',
  createEdgeCamera: 'operator',
  updateEdgeCamera: 'operator',
  deleteEdgeCamera: 'operator',
  discoverOnvif: 'operator',
  askOnvif: 'operator',
  createOnvifSource: 'operator',

  listVideoGroups: 'viewer',
  showVideoGroup: 'viewer',
  createVideoGroup: 'operator',
  updateVideoGroup: 'operator',
  deleteVideoGroup: 'operator',

  listPushedStreams: 'viewer',
  // The key is in it.
  showPushedStream: 'operator',
  createPushedStream: 'operator',
  rotatePushedStreamKey: 'operator',
  deletePushedStream: 'operator',

  showObjectStore: 'viewer',
  changeObjectStore: 'admin',
  removeObjectStore: 'admin',
  listObjects: 'viewer',
  uploadObject: 'operator',
  deleteObject: 'operator',

  listUserServices: 'viewer',
  showServiceDetail: 'viewer',
  deployAlgorithm: 'admin',
  stopDeployAlgorithm: 'admin',

  listPackages: 'viewer',
  createPackage: 'platform admin',
  deletePackage: 'platform admin',
  listOrders: 'viewer',
  showOrder: 'viewer',
  createOrder: 'admin',
  renewOrder: 'admin',
  cancelOrder: 'admin',

  listAudit: 'admin',
  exportAudit: 'admin',
  verifyAudit: 'admin',
  listDomainAudit: 'domain admin',
  exportDomainAudit: 'domain admin',
  verifyDomainAudit: 'domain admin',
}
