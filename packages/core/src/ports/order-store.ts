/** Packages of services, and orders that allow a project a number of streams of one for a time. */
export interface Package {
  /** Dashed UUID. */
  id: string
  name: string
  company: string
  description: string
  serviceNames: string[]
  /** Jobs on its services must name an order. */
  orderRequired: boolean
  createdAt: number
}

/** `expired` and `cancelled`: its jobs have been, or are being, told to stop. */
export type OrderState = 'active' | 'expired' | 'cancelled'

export interface Order {
  /** 32 lower-case hex digits. */
  id: string
  projectId: string
  packageId: string
  /** Most jobs that run at once on it, at least 1. */
  streams: number
  /** Integer milliseconds UTC; valid when `from` ≤ now < `until`. */
  from: number
  until: number
  state: OrderState
  creator: string
  createdAt: number
  updatedAt: number
}

export interface OrderFilter {
  projectId: string
  packageId?: string
  states?: OrderState[]
  /** Bounds of `from` and `until`, milliseconds UTC; `above` excludes the bound itself. */
  fromAbove?: number
  fromAtMost?: number
  untilAbove?: number
  untilAtMost?: number
  sortDir: 'asc' | 'desc'
  offset: number
  limit: number
}

export interface OrderStore {
  packages(): Promise<Package[]>
  package(id: string): Promise<Package | undefined>
  /** Throws NameTaken. */
  addPackage(pack: Package): Promise<void>
  /** False when there is none, or when an order names it. */
  removePackage(id: string): Promise<boolean>

  /** False when its package is not there. Throws ProjectGone. */
  add(order: Order): Promise<boolean>
  get(projectId: string, id: string): Promise<Order | undefined>
  /** Without a tenant; for the engine only. */
  find(id: string): Promise<Order | undefined>
  list(filter: OrderFilter): Promise<{ orders: Order[]; total: number }>
  /**
   * Changes an order that still is as `before`; one that is active afterwards has its jobs left alone again.
   * @returns false when it was meanwhile changed
   */
  change(before: Order, to: Pick<Order, 'state' | 'until' | 'streams' | 'updatedAt'>): Promise<boolean>
  /** Orders that are over by `now`, or cancelled, whose jobs have not all been told to stop. */
  unsettled(now: number, limit: number): Promise<Order[]>
  /** All its jobs have been told; an active one is `expired` by that. False when it was meanwhile changed. */
  settled(order: Order): Promise<boolean>
}
