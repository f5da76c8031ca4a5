/** The camera lists of the simulated VCN, in the shapes that firmware gives them. */

export interface VcnCamera {
  /** 20 digits. */
  code: string
  /** 32 characters. */
  domainCode: string
  name: string
  ip: string
}

/** `35` asks for the list with addresses; `array`: some firmware leaves a level out. */
export function cameraList(
  cameras: readonly VcnCamera[],
  query: URLSearchParams,
  shape: 'wrapped' | 'array',
): object {
  const isV2 = query.get('deviceType') === '35'
  const from = Number(query.get('fromIndex') ?? 1)
  const to = Number(query.get('toIndex') ?? 1000)
  const items = cameras.slice(from - 1, to).map(({ code, domainCode, name, ip }) => ({
    code: `${code}#${domainCode}`,
    name,
    type: 2,
    vendorType: 'HUAWEI',
    deviceModelType: 'IPC6325',
    status: 1,
    deviceCreateTime: '20260101000000',
    ...(isV2 ? { deviceIp: ip } : {}),
  }))
  const list = shape === 'array' ? items : { cameraBriefInfo: items }
  return {
    [isV2 ? 'cameraBriefInfosV2' : 'cameraBriefInfos']: { total: cameras.length, cameraBriefInfoList: list },
  }
}
